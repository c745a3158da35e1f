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

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpComponent;

/**
 * Sends a delivery to a receiver of this process, by HTTP and with its secret, as Egnyte does. Only the way from Egnyte
 * to this machine is left out.
 */
final class OwnDelivery {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<String> EVERY_ADDRESS = Set.of("", "0.0.0.0", "::", "[::]");

    private OwnDelivery() {
    }

    /**
     * Posts a body.
     *
     * @param  camelContext where the server is
     * @param  path         the path of the receiver
     * @param  settings     of the receiver: it wants this header
     * @param  body         the body
     * @return              the status of the answer
     * @throws IOException  if there is none
     */
    static int post(CamelContext camelContext, String path, DeliveryReceiver.Settings settings, byte[] body)
            throws IOException {
        HttpURLConnection connection
                = (HttpURLConnection) address(camelContext, path).toURL().openConnection(Proxy.NO_PROXY);
        try {
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            connection.setInstanceFollowRedirects(false);
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            // with a known length the JDK does not send it again by itself
            connection.setFixedLengthStreamingMode(body.length);
            connection.setRequestProperty("Content-Type", "application/json");
            if (settings.secrets() != null) {
                connection.setRequestProperty(settings.authHeader(), settings.secrets().values().get(0));
            }
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    private static URI address(CamelContext camelContext, String path) {
        String host = property(camelContext, "camel.server.host");
        String shown = EVERY_ADDRESS.contains(host) ? "127.0.0.1"
                : host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        boolean isTls = Boolean.parseBoolean(property(camelContext, "camel.server.useGlobalSslContextParameters"));
        String folder = property(camelContext, "camel.server.path");
        int port = camelContext.getComponent("platform-http", PlatformHttpComponent.class).getEngine().getServerPort();
        return URI.create(
                (isTls ? "https://" : "http://") + shown + ":" + port
                          + (folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder)
                          + path);
    }

    private static String property(CamelContext camelContext, String name) {
        return camelContext.getPropertiesComponent().resolveProperty(name).orElse("").strip();
    }
}
