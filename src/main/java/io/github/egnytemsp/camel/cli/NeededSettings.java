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
package io.github.egnytemsp.camel.cli;

import java.util.List;

import io.github.egnytemsp.camel.installation.Installation;
import org.apache.camel.CamelContext;

/** What an installation needs before its first start. */
final class NeededSettings {

    private final Installation installation;
    private final CamelContext camelContext;

    /** A setting: set if one of its names has a value that is not the shipped example. */
    private record Needed(String words, String... names) {
    }

    /** Nothing is received without it, not even by a route that asks Egnyte nothing. */
    private static final Needed SECRET = new Needed(
            "a long random text that Egnyte sends with each event: openssl rand -hex 32", "egnyte-msp.webhook.token",
            "camel.component.egnyte-msp.webhookVerifyToken");
    private static final List<Needed> NEEDED = List.of(
            new Needed(
                    "your own domain at Egnyte, such as acmemsp", "egnyte-msp.nfrDomain",
                    "egnyte-msp.baseUrl", "camel.component.egnyte-msp.nfrDomain", "camel.component.egnyte-msp.baseUrl"),
            new Needed(
                    "its access token; see egnyte-msp help authorize", "egnyte-msp.accessToken",
                    "egnyte-msp.tokenKeystore", "camel.component.egnyte-msp.accessToken",
                    "camel.component.egnyte-msp.tokenKeystore",
                    "camel.component.egnyte-msp.accessTokenProvider"),
            SECRET,
            new Needed(
                    "the public https address of this machine, ending in /egnyte-msp/events; with it"
                       + " egnyte-msp.registration=ensure",
                    "egnyte-msp.webhook.url", "camel.component.egnyte-msp.webhookUrl"),
            new Needed("and mail.enabled, mail.server, mail.from: or another sink", "mail.to"));

    NeededSettings(Installation installation, CamelContext camelContext) {
        this.installation = installation;
        this.camelContext = camelContext;
    }

    /** What to say to a person, or null if the routes can be started. */
    String missing() {
        if (isSet(SECRET)) {
            return null;
        }
        StringBuilder text = new StringBuilder("egnyte-msp is not set up yet. It needs five settings, in ")
                .append(installation.localProperties()).append(" or as environment variables:\n\n");
        for (Needed setting : NEEDED) {
            text.append("  %-7s %-25s %s%n".formatted(
                    isSet(setting) ? "set" : "MISSING", setting.names()[0], setting.words()));
        }
        return text.append("\nconf/local.properties.example has them all. Then: egnyte-msp check, and egnyte-msp run")
                .toString();
    }

    private boolean isSet(Needed setting) {
        for (String name : setting.names()) {
            String value = camelContext.resolvePropertyPlaceholders("{{" + name + ":}}");
            // the shipped examples are in the domain that nobody has
            if (!value.isBlank() && !value.contains("msp.example")) {
                return true;
            }
        }
        return false;
    }
}
