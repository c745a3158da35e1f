/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.egnytemsp.camel.delivery;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What is done for every request, whoever sends it. */
@State(Scope.Benchmark)
public class GateSteps {

    private final WebhookSecrets secrets = WebhookSecrets.of("secret-of-the-bench");
    private final DeliveryGate gate = new DeliveryGate("X-Egnyte-Msp-Token", secrets, 128 * 1024);
    private final DeliveryRequest right = new Right();
    private static final String RIGHT = "secret-of-the-bench";
    private final String wrong = "secret-of-the-bonch";

    /** The whole gate, for a request that may come in. */
    @Benchmark
    public Answer gate() {
        return gate.refuse(right);
    }

    /** A secret that is right. */
    @Benchmark
    public boolean rightSecret() {
        return secrets.accept(RIGHT);
    }

    /** A secret that is wrong. */
    @Benchmark
    public boolean wrongSecret() {
        return secrets.accept(wrong);
    }

    private static final class Right extends DeliveryRequest {

        @Override
        String method() {
            return "POST";
        }

        @Override
        String query() {
            return null;
        }

        @Override
        String header(String name) {
            return switch (name) {
                case "X-Egnyte-Msp-Token" -> RIGHT;
                case CONTENT_LENGTH -> "300";
                default -> null;
            };
        }

        @Override
        void payload(Delivery delivery) {
            // the gate comes before it
        }

        @Override
        void answer(Answer answer) {
            // nobody asks
        }
    }
}
