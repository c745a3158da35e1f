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
package io.github.egnytemsp.camel.simulator;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Plays the reverse proxy in front of the user's machine: which local address is behind a public one. Everything it
 * leads to is loopback.
 */
final class PublicAddresses {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Map<String, String> localPrefixes = new ConcurrentHashMap<>();

    /**
     * Throws {@link IllegalArgumentException} unless the first is an https origin and the second a loopback address.
     */
    void add(String publicOrigin, String localPrefix) {
        URI origin = URI.create(publicOrigin);
        String rest = origin.getRawPath() == null ? "" : origin.getRawPath();
        if (!"https".equalsIgnoreCase(origin.getScheme()) || origin.getHost() == null || origin.getRawQuery() != null
                || !rest.matches("/?")) {
            throw new IllegalArgumentException("A public address must be an https origin without a path, not " + publicOrigin);
        }
        URI local = URI.create(localPrefix);
        if (!isHttp(local) || !isLoopback(local)) {
            throw new IllegalArgumentException(
                    "The local address must be http or https on 127.0.0.1, localhost or [::1], not " + localPrefix);
        }
        localPrefixes.put(origin(origin), localPrefix.replaceAll("/+$", ""));
    }

    /** Where deliveries for a webhook's address go; empty if that is not on this machine. */
    Optional<URI> resolve(String webhookUrl) {
        URI url = URI.create(webhookUrl);
        String local = localPrefixes.get(origin(url));
        if (local != null) {
            String path = url.getRawPath() == null ? "" : url.getRawPath();
            String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
            return Optional.of(URI.create(local + path + query));
        }
        return isLoopback(url) ? Optional.of(url) : Optional.empty();
    }

    private static boolean isHttp(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    }

    private static boolean isLoopback(URI uri) {
        return uri.getHost() != null && LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT));
    }

    private static String origin(URI url) {
        int port = url.getPort() == -1 ? 443 : url.getPort();
        return url.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }
}
