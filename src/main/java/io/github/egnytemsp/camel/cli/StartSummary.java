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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;

import io.github.egnytemsp.camel.installation.Installation;
import io.github.egnytemsp.camel.operator.OperatorServer;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.HttpServerConfigurationProperties;

/** What an operator wants to see of a start: what runs, what is off, and where the page is. */
final class StartSummary {

    private static final String ENABLED = ".enabled";

    private final Installation installation;
    private final CamelContext camelContext;
    private final HttpServerConfigurationProperties server;

    StartSummary(Installation installation, BaseMainSupport main) {
        this.installation = installation;
        this.camelContext = main.getCamelContext();
        this.server = main.configure().httpServer();
    }

    /** One fact a line. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("egnyte-msp " + EgnyteMsp.version() + " runs, with Camel " + camelContext.getVersion() + " and Java "
                  + Runtime.version().feature());
        lines.add("  receives   " + (server.isEnabled()
                ? "http://" + server.getHost() + ":" + server.getPort() + "/egnyte-msp/events" + registration()
                : "nothing: camel.server.enabled=false"));
        lines.add("  keeps      " + setting("inbox.url").replaceFirst("[?].*", "") + " (data folder " + installation.data()
                  + ")");
        lines.add("  on         " + names("true"));
        lines.add("  off        " + names("false"));
        List<String> own = camelContext.getRoutes().stream()
                .filter(route -> route.getSourceLocation() != null
                        && route.getSourceLocation().contains(installation.localRoutes().toString()))
                .map(route -> route.getRouteId()).sorted().toList();
        if (!own.isEmpty()) {
            lines.add("  yours      " + String.join(", ", own));
        }
        OperatorServer page = camelContext.getRegistry().lookupByNameAndType(OperatorServer.NAME, OperatorServer.class);
        lines.add(
                "  page       " + (isTrue("operator.enabled") && page != null ? page.getUrl() : "off: operator.enabled=true"));
        return lines;
    }

    private String registration() {
        return "ensure".equals(setting("egnyte-msp.registration"))
                ? ", registered as " + setting("egnyte-msp.webhook.url")
                : "; its webhook is not looked after: egnyte-msp.registration=ensure";
    }

    /** The parts that are switched by a setting of their own. */
    private String names(String value) {
        Properties settings = camelContext.getPropertiesComponent().loadProperties();
        TreeSet<String> names = new TreeSet<>();
        for (String name : Collections.list(settings.propertyNames()).stream().map(Object::toString).toList()) {
            if (name.endsWith(ENABLED) && !name.startsWith("camel.") && value.equals(setting(name))) {
                names.add(name.substring(0, name.length() - ENABLED.length()));
            }
        }
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }

    private boolean isTrue(String name) {
        return "true".equals(setting(name));
    }

    private String setting(String name) {
        return camelContext.resolvePropertyPlaceholders("{{" + name + ":}}");
    }
}
