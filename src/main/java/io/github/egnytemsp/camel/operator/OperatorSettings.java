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
package io.github.egnytemsp.camel.operator;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;

import io.github.egnytemsp.camel.files.LocalPath;
import io.github.egnytemsp.camel.model.LogText;
import org.apache.camel.CamelContext;

/**
 * The properties {@code operator.*}.
 *
 * @param enabled      whether it listens
 * @param host         where it listens
 * @param port         the port
 * @param passwordFile the file of the password, or null if none is asked for
 * @param url          the public address behind a proxy, or null
 */
record OperatorSettings(boolean enabled, String host, int port, Path passwordFile, URI url) {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

    /**
     * Reads the properties.
     *
     * @throws IllegalStateException if one is wrong, or anybody could come in without a password
     */
    static OperatorSettings of(CamelContext context) {
        String file = property(context, "operator.passwordFile", "");
        String url = property(context, "operator.url", "");
        OperatorSettings settings = new OperatorSettings(
                Boolean.parseBoolean(property(context, "operator.enabled", "false")),
                property(context, "operator.host", "127.0.0.1").replaceAll("[\\[\\]]", ""),
                port(property(context, "operator.port", "8081")),
                file.isEmpty() ? null : LocalPath.of("operator.passwordFile", file), url.isEmpty() ? null : publicUrl(url));
        if (settings.enabled && file.isEmpty()) {
            settings.verifyThatItIsPrivate();
        }
        return settings;
    }

    private void verifyThatItIsPrivate() {
        if (!LOOPBACK.contains(host)) {
            throw new IllegalStateException(
                    "operator.host=" + LogText.of(host)
                                            + " needs operator.passwordFile: others could reach the operator's page");
        }
        if (url != null) {
            throw new IllegalStateException("operator.url needs operator.passwordFile: others could reach the operator's page");
        }
    }

    private static String property(CamelContext context, String name, String otherwise) {
        String value = context.resolvePropertyPlaceholders("{{?" + name + "}}");
        return value == null || value.isBlank() ? otherwise : value.strip();
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65535) {
            throw new IllegalStateException("operator.port must be 0 to 65535: " + LogText.of(text));
        }
        return Integer.parseInt(text);
    }

    private static URI publicUrl(String text) {
        try {
            URI url = new URI(text);
            if (url.getHost() != null && Set.of("http", "https").contains(url.getScheme()) && url.getUserInfo() == null) {
                return url;
            }
        } catch (java.net.URISyntaxException e) {
            // the same as without a host
        }
        throw new IllegalStateException(
                "operator.url must be an address such as https://operator.msp.example: " + LogText.of(text));
    }

    /** Scheme, host and port of the public address, as a browser sends them; null if there is none. */
    String publicOrigin() {
        return url == null ? null : (url.getScheme() + "://" + url.getAuthority()).toLowerCase(java.util.Locale.ROOT);
    }

    /** The host as it stands in addresses. */
    String hostInUrl() {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** Whether browsers come over TLS only. */
    boolean isHttps() {
        return url != null && "https".equals(url.getScheme());
    }
}
