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

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.egnytemsp.camel.client.TimeSource;
import org.apache.camel.CamelContext;

/** The keepers of a component, one for each pair of base address and webhook URL. */
public final class WebhookKeepers {

    private final TimeSource time;
    private final Supplier<LeaderElection> election;
    private final Map<Key, WebhookKeeper> keepers = new ConcurrentHashMap<>();

    private record Key(URI baseUrl, String webhookUrl) {
    }

    /**
     * @param time     the clock
     * @param election decides who looks after webhooks where there is no cluster service, or null as long as everybody
     *                 does
     */
    public WebhookKeepers(TimeSource time, Supplier<LeaderElection> election) {
        this.time = time;
        this.election = election;
    }

    /**
     * The keeper of a webhook.
     *
     * @param  camelContext gives it its thread
     * @param  baseUrl      the API's base address
     * @param  webhookUrl   the webhook's address, in any form
     * @return              the only one
     */
    public WebhookKeeper keeper(CamelContext camelContext, URI baseUrl, String webhookUrl) {
        return keepers.computeIfAbsent(
                new Key(baseUrl, WebhookUrl.normalized(webhookUrl)),
                key -> new WebhookKeeper(camelContext, election, webhookUrl, time));
    }

    /**
     * Keepers that work for a running consumer.
     *
     * @param  baseUrl    the API's base address
     * @param  webhookUrl the webhook's address, in any form, or null for all
     * @return            these keepers
     */
    public List<WebhookKeeper> attached(URI baseUrl, String webhookUrl) {
        return keepers.entrySet().stream()
                .filter(keeper -> keeper.getKey().baseUrl().equals(baseUrl) && keeper.getValue().isAttached())
                .filter(keeper -> webhookUrl == null || keeper.getKey().webhookUrl().equals(WebhookUrl.normalized(webhookUrl)))
                .map(Map.Entry::getValue).toList();
    }

    /** Ends all of them, and forgets what they have learnt. */
    public void stop() {
        keepers.values().forEach(WebhookKeeper::stop);
        keepers.clear();
    }
}
