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

import java.nio.charset.StandardCharsets;
import java.util.Set;

import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeliveryReceiverTest {

    private static final byte[] EVENT = "{\"event_type\":\"USER_ADDED\"}".getBytes(StandardCharsets.UTF_8);

    private final MemoryIdempotentRepository finished = new MemoryIdempotentRepository();
    private final DeliveryReceiver receiver = new DeliveryReceiver(
            new DeliveryReceiver.Settings("X-Secret", null, 1000, 1, Set.of(), finished), new Taking());

    private static final class Taking implements EventHandler {

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public Answer run(MspEvent event) {
            return Answer.RECEIVED;
        }

        @Override
        public Answer runMalformed(byte[] body, MalformedEventException cause) {
            return Answer.MALFORMED;
        }
    }

    private static final class Failing implements DeliveryObserver {

        @Override
        public void answered(Answer answer, MspEvent event) {
            throw new IllegalStateException("no meters");
        }

        @Override
        public void ran(MspEvent event, Answer answer, long nanos) {
            throw new IllegalStateException("no meters");
        }

        @Override
        public void stopped() {
            throw new IllegalStateException("no meters");
        }
    }

    private static final class Request extends DeliveryRequest {

        private final String method;
        private Answer answer;

        Request(String method) {
            this.method = method;
        }

        @Override
        String method() {
            return method;
        }

        @Override
        String query() {
            return null;
        }

        @Override
        String header(String name) {
            return null;
        }

        @Override
        void payload(Delivery delivery) {
            answer = delivery.received(EVENT);
        }

        @Override
        void answer(Answer answer) {
            this.answer = answer;
        }
    }

    private Answer deliver(String method) {
        Request request = new Request(method);
        receiver.receive(request);
        return request.answer;
    }

    @Test
    void metersThatFailChangeNoAnswerAndTheEventIsRemembered() {
        finished.start();
        receiver.observe(new Failing());
        assertThat(deliver("POST")).isEqualTo(Answer.RECEIVED);
        assertThat(deliver("POST")).isEqualTo(Answer.DUPLICATE);
        assertThat(deliver("GET")).isEqualTo(Answer.METHOD_NOT_ALLOWED);
    }
}
