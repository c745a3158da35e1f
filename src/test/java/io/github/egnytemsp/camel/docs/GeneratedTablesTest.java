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
package io.github.egnytemsp.camel.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tables of options and headers are generated from the component's metadata.
 * {@code mvn test -Dtest=GeneratedTablesTest -Ddocs.update=true} writes them.
 */
class GeneratedTablesTest {

    /** Every option, in the group where a reader looks for it. */
    private static final Map<String, String> GROUPS = groups(
            "Access to the API",
            "nfrDomain accessToken tokenKeystore keystorePassword accessTokenProvider baseUrl",
            "Receive events",
            "webhookVerifyToken authHeader path eventTypes allowUnauthenticated maxBodySize maxInFlight idempotentRepository"
                              + " bridgeErrorHandler",
            "Keep the webhook right",
            "registration webhookUrl watchInterval stateRepository unregisterOnStop",
            "Database of the inbox",
            "inboxUrl inboxUser inboxPassword dataSource retention",
            "Consume from the inbox",
            "subscription startFrom maximumRedeliveries redeliveryDelay backOffMultiplier maximumRedeliveryDelay"
                                      + " concurrentConsumers pollInterval healthMaxAge healthDownOnFailed",
            "All producers",
            "operation",
            "Inbox operations",
            "eventId eventType resellerCode since until state text limit before dryRun days zone",
            "API operations",
            "webhookId domain tenant planId planName powerUsers storageGb confirmPurchase maxPages outputType thresholdPercent"
                              + " thresholdFields",
            "Agreements",
            "adapter reportOnly onlyIfDue quietPeriod proposalState proposalId revision decidedBy",
            "Limits and time-outs of API calls",
            "maxCallsPerSecond maxCallsPerDay maxWait maxRetries connectTimeout responseTimeout",
            "Advanced",
            "sslContextParameters httpComponent lazyStartProducer exceptionHandler exchangePattern");

    private final JsonNode metadata = read();

    private static Map<String, String> groups(String... titlesAndOptions) {
        Map<String, String> groups = new LinkedHashMap<>();
        for (int i = 0; i < titlesAndOptions.length; i += 2) {
            groups.put(titlesAndOptions[i], titlesAndOptions[i + 1]);
        }
        return groups;
    }

    private static JsonNode read() {
        try (InputStream json
                = GeneratedTablesTest.class.getResourceAsStream("/META-INF/io/github/egnytemsp/camel/egnyte-msp.json")) {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void optionsAreThoseOfTheMetadata() throws Exception {
        JsonNode options = metadata.get("properties");
        StringBuilder text = new StringBuilder();
        List<String> grouped = new ArrayList<>();
        GROUPS.forEach((title, names) -> {
            text.append("\n## ").append(title).append("\n\n| option | values | default | description |\n|---|---|---|---|\n");
            for (String name : names.split(" ")) {
                grouped.add(name);
                text.append(option(name, options.path(name)));
            }
        });
        assertThat(grouped).as("each option in one group").containsExactlyInAnyOrderElementsOf(names(options, "parameter"));
        Set<String> ofTheComponent = names(metadata.get("componentProperties"), "property");
        ofTheComponent.removeAll(grouped);
        text.append("\n## Component only\n\n| option | values | default | description |\n|---|---|---|---|\n");
        ofTheComponent.forEach(name -> text.append(option(name, metadata.get("componentProperties").get(name))));
        GeneratedBlock.check("options.md", "options", text.append('\n').toString());
    }

    private static Set<String> names(JsonNode section, String kind) {
        return section.properties().stream().filter(entry -> entry.getValue().get("kind").asText().equals(kind))
                .map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String option(String name, JsonNode value) {
        return "| `" + name + "`" + (value.path("secret").asBoolean() ? " (secret)" : "") + " | " + values(name, value) + " | "
               + (value.has("defaultValue") ? "`" + value.get("defaultValue").asText() + "`" : "") + " | "
               + escaped(firstSentence(value)) + " |\n";
    }

    /** Which operations a resource has is in the description. */
    private static String values(String name, JsonNode value) {
        if (value.has("enum") && !name.equals("operation")) {
            List<String> values = new ArrayList<>();
            value.get("enum").forEach(each -> values.add("`" + each.asText() + "`"));
            return String.join(", ", values);
        }
        String type = value.path("type").asText();
        return switch (type) {
            case "boolean" -> "`true`, `false`";
            case "object" -> "a bean: `" + shortened(value.get("javaType").asText()) + "`";
            case "enum" -> "an operation";
            case "string" -> "text";
            default -> type;
        };
    }

    /** The options that Camel gives to every component have pages of text. */
    private static String firstSentence(JsonNode value) {
        String description = value.get("description").asText();
        boolean ours = value.path("configurationClass").asText().startsWith("io.github.egnytemsp");
        return ours || !description.contains(". ") ? description : description.substring(0, description.indexOf(". ") + 1);
    }

    @Test
    void headersAreThoseOfTheMetadata() throws Exception {
        StringBuilder table = new StringBuilder("| header | used by | type | description |\n|---|---|---|---|\n");
        for (Map.Entry<String, JsonNode> header : metadata.get("headers").properties()) {
            JsonNode value = header.getValue();
            table.append("| `").append(header.getKey()).append("` | ").append(usedBy(value.get("label").asText()))
                    .append(" | `")
                    .append(shortened(value.get("javaType").asText())).append("` | ")
                    .append(escaped(value.get("description").asText())).append(" |\n");
        }
        GeneratedBlock.check("headers.md", "headers", table.toString());
    }

    private static String usedBy(String label) {
        return label.equals("common") ? "consumer, producer" : label;
    }

    /** Camel's website generates these tables for Camel's own components. No website includes ours. */
    @Test
    void theComponentsPageHasItsOptionsAndHeaders() throws Exception {
        for (String[] block : new String[][] {
                { "options of the component", "Option", "componentProperties", "property" },
                { "path parameters", "Parameter", "properties", "path" },
                { "options of endpoints", "Option", "properties", "parameter" },
                { "headers", "Header", "headers", "header" } }) {
            GeneratedBlock.check(GeneratedBlock.PAGES.resolve("egnyte-msp-component.adoc"), "// " + block[0] + ": START\n",
                    "// " + block[0] + ": END", asciidoc(block[1], block[2], block[3]));
        }
    }

    private String asciidoc(String what, String section, String kind) {
        StringBuilder table = new StringBuilder(
                "[width=\"100%\",cols=\"2,5,^1,2\",options=\"header\"]\n|===\n| " + what
                                                + " | Description | Default | Type\n");
        for (Map.Entry<String, JsonNode> entry : metadata.get(section).properties()) {
            JsonNode value = entry.getValue();
            if (value.get("kind").asText().equals(kind)) {
                String label = value.path("label").asText();
                table.append("| *").append(entry.getKey()).append("*").append(label.isEmpty() ? "" : " (" + label + ")")
                        .append(value.path("required").asBoolean() ? " *Required*" : "").append(" | ")
                        .append(escaped(value.get("description").asText())).append(" | ")
                        .append(value.path("defaultValue").asText()).append(" | ")
                        .append(shortened(value.get("javaType").asText())).append('\n');
            }
        }
        return table.append("|===\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }

    private static String shortened(String javaType) {
        return javaType.replaceAll("\\b[a-z]\\w*\\.(?=\\w)", "");
    }
}
