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
package io.github.egnytemsp.camel.sinks;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.egnytemsp.camel.model.EventNotTakenException;
import io.github.egnytemsp.camel.model.LogText;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Posts messages to the webhooks of chat channels by {@code direct:chat-post}. Who knows the address of such a webhook
 * can write into the channel: nothing that is thrown here holds it.
 */
public final class ChatWebhook extends RouteCaller {

    private static final Pattern ENABLED = Pattern.compile("(?:chat[.][^.]+|alerts[.]chat)[.]enabled");
    private static final Set<String> FORMS = Set.of("slack", "teams");
    private static final int LONGEST_ANSWER = 2048;

    /**
     * Checks the properties of each channel that is enabled.
     *
     * @throws IllegalArgumentException if a form is none, or an address is no http or https URL
     */
    @Override
    protected void doStart() {
        getCamelContext().getPropertiesComponent().loadProperties(name -> ENABLED.matcher(name).matches()).stringPropertyNames()
                .stream().filter(name -> property(name).equals("true"))
                .map(name -> name.substring(0, name.length() - "enabled".length())).forEach(channel -> {
                    if (!FORMS.contains(property(channel + "form"))) {
                        throw new IllegalArgumentException(
                                channel + "form must be slack or teams: " + LogText.of(property(channel + "form")));
                    }
                    address(channel);
                });
        super.doStart();
    }

    private String property(String name) {
        return getCamelContext().getPropertiesComponent().resolveProperty(name).orElse("").strip();
    }

    private String address(String channel) {
        String address = property(channel + "secret");
        try {
            URI uri = new URI(address);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return address;
            }
        } catch (URISyntaxException e) {
            // its message holds the address
        }
        throw new IllegalArgumentException(channel + "secret must be the address of the channel's webhook");
    }

    /**
     * Posts the body.
     *
     * @param  exchange                     with the message as JSON text, and the variable {@code channel}, such as
     *                                      {@code chat.1}: what its properties begin with
     * @throws HttpOperationFailedException for an answer that is not 2xx, with its first 2 KB
     * @throws Exception                    if there is no answer
     */
    @Override
    public void process(Exchange exchange) throws Exception {
        String channel = exchange.getVariable("channel", String.class) + ".";
        String address = address(channel);
        Message answer;
        try {
            answer = send("direct:chat-post", Map.of(), post -> {
                post.getMessage().setBody(exchange.getMessage().getBody(String.class));
                post.getMessage().setHeader(Exchange.HTTP_URI, address);
            }).getMessage();
        } catch (Exception e) {
            throw withoutAddress(channel, e);
        }
        int status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        if (status < 200 || status > 299) {
            Map<String, String> headers = new HashMap<>();
            if (answer.getHeader("Retry-After") != null) {
                headers.put("Retry-After", answer.getHeader("Retry-After", String.class));
            }
            String body = answer.getBody(String.class);
            throw new HttpOperationFailedException(
                    "the webhook of " + channel + "secret", status, null, null, headers,
                    body == null
                            ? null
                            : body.substring(0, Math.min(body.length(), LONGEST_ANSWER)).replace(address, "(the webhook)"));
        }
    }

    /** What an HTTP client throws may quote the address. */
    private static Exception withoutAddress(String channel, Exception error) {
        String kind = "(" + error.getClass().getSimpleName() + ")";
        if (error instanceof ConnectException || error instanceof UnknownHostException
                || error instanceof NoRouteToHostException) {
            return new ConnectException("The webhook of " + channel + "secret cannot be reached " + kind);
        }
        return error instanceof IOException
                ? new EventNotTakenException("The webhook of " + channel + "secret did not answer " + kind)
                : new IllegalStateException("The webhook of " + channel + "secret cannot be called " + kind);
    }
}
