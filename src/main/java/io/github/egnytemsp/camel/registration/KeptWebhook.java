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
package io.github.egnytemsp.camel.registration;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The webhook of a running consumer, with what the keeper needs to check it.
 *
 * @param access       with what the keeper works for it
 * @param desired      how it should be now
 * @param acceptSecret makes the consumer accept one more secret, the first from then on
 * @param listening    whether the listener works: without it nothing is registered or enabled
 * @param interval     between two looks; zero for one at the start only
 */
public record KeptWebhook(WebhookAccess access, Supplier<DesiredWebhook> desired, Consumer<String> acceptSecret,
        BooleanSupplier listening, Duration interval) {
}
