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
package io.github.egnytemsp.camel.check;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Addresses to which credentials would go without TLS, over a network. */
final class PlainText {

    private static final Pattern POSTGRESQL = Pattern.compile("jdbc:postgresql://([^/?]*)[^?]*(?:[?](.*))?");
    private static final String PORT = ":[0-9]*$";

    private PlainText() {
    }

    /** Whether a host is this machine. */
    static boolean isLoopback(String host) {
        return host == null || host.isEmpty() || host.matches("127\\..*|localhost|\\[?::1]?");
    }

    /** Whether an address of the web is one of another machine, without TLS. */
    static boolean isWeb(String address) {
        try {
            URI uri = URI.create(address);
            return "http".equals(uri.getScheme()) && !isLoopback(uri.getHost());
        } catch (IllegalArgumentException e) {
            // said by the check of values
            return false;
        }
    }

    /** Whether a database is on another machine, and its driver is not told to use TLS. */
    static boolean isDatabase(String url) {
        Matcher parts = POSTGRESQL.matcher(url);
        return parts.matches()
                && Stream.of(parts.group(1).split(",")).anyMatch(host -> !isLoopback(host.replaceFirst(PORT, "")))
                && Stream.of(String.valueOf(parts.group(2)).split("&"))
                        .noneMatch(option -> option.matches("ssl(=true)?|sslmode=(require|verify-ca|verify-full)"));
    }
}
