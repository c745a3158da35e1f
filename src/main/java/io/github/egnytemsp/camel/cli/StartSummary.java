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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        String readers = readers();
        Map<Boolean, List<String>> on = parts("true").stream().collect(Collectors.partitioningBy(
                // the name of a channel is free
                name -> name.startsWith("chat.") || readers.contains(name + ENABLED)));
        lines.add("  on         " + names(on.get(true)));
        for (String unread : on.get(false)) {
            lines.add("  unused     " + unread + ENABLED + "=true: no route in " + installation.localRoutes() + " reads it");
        }
        lines.add("  off        " + names(parts("false")));
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
                : "; its webhook is not checked: set egnyte-msp.registration=ensure";
    }

    /** The parts that a setting of their own switches on or off. */
    private List<String> parts(String value) {
        Properties settings = camelContext.getPropertiesComponent().loadProperties();
        return settings.stringPropertyNames().stream()
                .filter(name -> name.endsWith(ENABLED) && !name.startsWith("camel.") && value.equals(setting(name)))
                .map(name -> name.substring(0, name.length() - ENABLED.length())).sorted().toList();
    }

    private static String names(List<String> parts) {
        return parts.isEmpty() ? "nothing" : String.join(", ", parts);
    }

    /** The texts in which a switch is read: the shipped settings, and the user's own routes. */
    private String readers() {
        StringBuilder texts = new StringBuilder();
        try (Stream<Path> own = Files.isDirectory(installation.localRoutes())
                ? Files.walk(installation.localRoutes()) : Stream.empty()) {
            Iterable<Path> files
                    = Stream.concat(Stream.of(installation.applicationProperties()), own)
                            .filter(Files::isRegularFile)::iterator;
            for (Path file : files) {
                // in whatever charset it is
                texts.append(Files.readString(file, StandardCharsets.ISO_8859_1)).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts.toString();
    }

    private boolean isTrue(String name) {
        return "true".equals(setting(name));
    }

    private String setting(String name) {
        return camelContext.resolvePropertyPlaceholders("{{" + name + ":}}");
    }
}
