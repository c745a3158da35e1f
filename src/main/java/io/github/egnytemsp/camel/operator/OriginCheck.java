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

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a request comes from where it may come from: pages of other sites, names of others that lead to this machine
 * (DNS rebinding), and proxies that nobody has set up are refused, whatever else is right.
 */
final class OriginCheck {

    private static final String HOST = "(?:127\\.0\\.0\\.1|localhost|\\[::1]%s)(?::[0-9]{1,5})?";
    /** What a browser says about pages of the same origin, and about addresses that were typed. */
    private static final Set<String> OWN_PAGES = Set.of("same-origin", "none");

    /** What proxies, tunnels and content networks add. */
    private static final Pattern OF_PROXIES = Pattern.compile(
            "forwarded|via|x-(?:forwarded|original|envoy|amzn|arr)-.*|(?:x-real|true-client|x-client|x-cluster-client)-ip"
                                                              + "|cf-.*|fastly-.*|tailscale-.*|ngrok-.*");
    private static final String BY_PROXY = "A proxy has forwarded this, and operator.url is not set";

    private final Pattern hosts;
    private final String publicOrigin;

    OriginCheck(OperatorSettings settings) {
        hosts = Pattern.compile(HOST.formatted("|" + Pattern.quote(settings.hostInUrl())), Pattern.CASE_INSENSITIVE);
        publicOrigin = settings.publicOrigin();
    }

    /**
     * Looks at Host, Origin and what proxies and browsers add.
     *
     * @throws RefusedException with 403
     */
    void check(OperatorRequest request) throws RefusedException {
        String host = request.header("Host");
        if (host == null || !isOwn(host)) {
            throw new RefusedException(403, "The Host is not one of this page");
        }
        if (publicOrigin == null) {
            // no browser and no curl of today sends it, but proxies without settings do
            if (request.isHttp10()) {
                throw new RefusedException(403, BY_PROXY);
            }
            for (String name : request.headerNames()) {
                if (isOfProxy(name.toLowerCase(Locale.ROOT))) {
                    throw new RefusedException(403, BY_PROXY);
                }
            }
        }
        List<String> origins = request.headers("Origin");
        if (!origins.isEmpty() && !(origins.size() == 1 && isOrigin(origins.get(0), host))) {
            throw new RefusedException(403, "A page of another site has sent this");
        }
        if (request.path().startsWith(OperatorGate.API) && !OWN_PAGES.containsAll(request.headers("Sec-Fetch-Site"))) {
            throw new RefusedException(403, "A page of another site has sent this");
        }
    }

    private boolean isOwn(String host) {
        return hosts.matcher(host).matches()
                || publicOrigin != null && publicOrigin.endsWith("://" + host.toLowerCase(Locale.ROOT));
    }

    private boolean isOrigin(String origin, String host) {
        return origin.equalsIgnoreCase(publicOrigin)
                || hosts.matcher(host).matches() && origin.equalsIgnoreCase("http://" + host);
    }

    private static boolean isOfProxy(String header) {
        return OF_PROXIES.matcher(header).matches();
    }
}
