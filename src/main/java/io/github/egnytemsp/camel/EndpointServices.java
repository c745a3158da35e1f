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
package io.github.egnytemsp.camel;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.egnytemsp.camel.auth.TokenWarnings;
import io.github.egnytemsp.camel.client.CallExecutor;
import io.github.egnytemsp.camel.client.MspClient;
import io.github.egnytemsp.camel.inbox.Inbox;
import io.github.egnytemsp.camel.model.BaseUrl;
import io.github.egnytemsp.camel.observability.Meters;
import io.github.egnytemsp.camel.registration.WebhookAccess;
import io.github.egnytemsp.camel.registration.WebhookKeeper;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StatefulService;
import org.apache.camel.spi.StateRepository;

/** The objects that an endpoint uses, from its options and from those that the component shares. */
final class EndpointServices {

    private final EgnyteMspComponent component;
    private final EndpointOptions options;

    /**
     * @param component shares connections, pacing and memory
     * @param options   of the endpoint
     */
    EndpointServices(EgnyteMspComponent component, EndpointOptions options) {
        this.component = component;
        this.options = options;
    }

    /** The API, with the endpoint's options; wrong ones fail here. */
    MspClient client() {
        CallExecutor.Settings calls = options.calls();
        return new MspClient(
                new CallExecutor(
                        component.transport(options.transport()), tokens(), component.limits(), calls,
                        Meters.ofCalls(component.getCamelContext())));
    }

    /** The access tokens, and warnings before they end. */
    TokenWarnings.Watched tokens() {
        return component.tokenWarnings().watch(BaseUrl.host(options.baseUrl()), options.tokens());
    }

    /** The keeper of the webhook with this URL: the same one for all endpoints. */
    WebhookKeeper keeper(String webhookUrl) {
        return component.keepers().keeper(component.getCamelContext(), options.baseUrl(), webhookUrl);
    }

    /** The keepers of running consumers, with this URL or all. */
    List<WebhookKeeper> attachedKeepers(String webhookUrl) {
        return component.keepers().attached(options.baseUrl(), webhookUrl);
    }

    /** The access of a keeper to the API and its memory, for this endpoint. */
    WebhookAccess webhookAccess(MspClient client, String webhookUrl) {
        return new WebhookAccess(client.forWebhook(), memory(), memoryKey(webhookUrl));
    }

    /** Where this endpoint keeps events, open. */
    Inbox inbox() {
        return component.inboxes().open(options.inbox(component.getCamelContext().getRegistry()));
    }

    /** Where this endpoint stores snapshots and ids: the user's stateRepository, or the component's memory. */
    StateRepository<String, String> memory() {
        StateRepository<String, String> users = options.stateRepository();
        if (users == null) {
            return component.memory();
        }
        boolean started = users instanceof StatefulService service && service.isStarted();
        if (!started && !component.getCamelContext().hasService(users)) {
            try {
                // several endpoints may use it: it stops with the context; one that was started already belongs to somebody else
                component.getCamelContext().addService(users, true, true);
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
        }
        return users;
    }

    /** Under which it remembers something. Of a form that a file of lines with key=value keeps. */
    String memoryKey(String what) {
        // in ASCII too: Camel's file repository writes in the charset of the machine
        return "egnyte-msp " + URLEncoder.encode(options.baseUrl() + " " + what, StandardCharsets.UTF_8);
    }
}
