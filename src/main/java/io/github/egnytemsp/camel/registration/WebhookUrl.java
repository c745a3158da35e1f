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

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address of a webhook, which can be written in several forms. */
final class WebhookUrl {

    private static final Pattern AUTHORITY = Pattern.compile("(?:[^@]*@)?(\\[.*]|[^:]*)(?::(\\d*))?");
    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~-]");

    private WebhookUrl() {
    }

    /** Whether two addresses are the same by RFC 3986, section 6.2. A slash more at the end is another address. */
    static boolean same(String one, String other) {
        return one != null && other != null && normalized(one).equals(normalized(other));
    }

    static String normalized(String url) {
        try {
            URI uri = new URI(url.trim()).normalize();
            Matcher authority = AUTHORITY.matcher(uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
            if (uri.getScheme() == null || !authority.matches()) {
                return url;
            }
            String port = authority.group(2) == null || authority.group(2).isEmpty() || authority.group(2).equals("443")
                    ? "" : ":" + authority.group(2);
            String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + host(authority.group(1)) + port + escapes(path + query);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return url;
        }
    }

    private static String host(String host) {
        String ascii = host.startsWith("[") ? host : IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
        return (ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii).toLowerCase(Locale.ROOT);
    }

    /** Normalises escapes: none that is not needed, all in upper case. */
    private static String escapes(String text) throws URISyntaxException {
        return ESCAPE.matcher(new URI(text).toASCIIString()).replaceAll(escape -> {
            String character = String.valueOf((char) Integer.parseInt(escape.group(1), 16));
            return UNRESERVED.matcher(character).matches() ? character : escape.group().toUpperCase(Locale.ROOT);
        });
    }
}
