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

import io.github.egnytemsp.camel.client.MspClient;
import org.apache.camel.spi.StateRepository;

/**
 * The client and the memory that a keeper works with.
 *
 * @param client   the API
 * @param states   remembers the webhook's id, over restarts if it can
 * @param stateKey under which it does
 */
public record WebhookAccess(MspClient client, StateRepository<String, String> states, String stateKey) {
}
