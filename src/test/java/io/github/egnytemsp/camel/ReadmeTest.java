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
package io.github.egnytemsp.camel;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.egnytemsp.camel.delivery.Answer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The README's tables are those of the component's metadata.
 * {@code mvn test -Dtest=ReadmeTest,MetersTest -Dreadme.update=true} writes them anew.
 */
class ReadmeTest {

    private static final Path README = Path.of("README.md");

    private final JsonNode metadata = read();

    private static JsonNode read() {
        try (InputStream json = ReadmeTest.class.getResourceAsStream("/META-INF/io/github/egnytemsp/camel/egnyte-msp.json")) {
            return new ObjectMapper().readTree(json);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void optionsAreThoseOfTheMetadata() throws Exception {
        StringBuilder table = new StringBuilder("| option | used by | default | meaning |\n|---|---|---|---|\n");
        for (Map.Entry<String, JsonNode> option : metadata.get("properties").properties()) {
            JsonNode value = option.getValue();
            if (value.get("kind").asText().equals("parameter")) {
                table.append("| `").append(option.getKey()).append('`')
                        .append(value.get("secret").asBoolean() ? " (secret)" : "")
                        .append(" | ").append(value.get("label").asText()).append(" | ")
                        .append(value.has("defaultValue") ? "`" + value.get("defaultValue").asText() + "`" : "").append(" | ")
                        .append(value.get("description").asText().replace("|", "\\|")).append(" |\n");
            }
        }
        ReadmeBlock.check("options", table.toString());
    }

    @Test
    void headersAreThoseOfTheMetadata() throws Exception {
        StringBuilder table = new StringBuilder("| header | used by | type | meaning |\n|---|---|---|---|\n");
        for (Map.Entry<String, JsonNode> header : metadata.get("headers").properties()) {
            JsonNode value = header.getValue();
            table.append("| `").append(header.getKey()).append("` | ").append(value.get("label").asText()).append(" | `")
                    .append(value.get("javaType").asText()).append("` | ").append(value.get("description").asText())
                    .append(" |\n");
        }
        ReadmeBlock.check("headers", table.toString());
    }

    /**
     * Where Camel's own pages include what its website makes of the metadata, ours has it itself: no website includes
     * it.
     */
    @Test
    void theComponentsPageHasItsOptionsAndHeaders() throws Exception {
        Path page = Path.of("src/main/docs/egnyte-msp-component.adoc");
        ReadmeBlock.check(page, "// options of the component: START\n", "// options of the component: END",
                asciidoc("Option", "componentProperties", "property"));
        ReadmeBlock.check(page, "// path parameters: START\n", "// path parameters: END",
                asciidoc("Parameter", "properties", "path"));
        ReadmeBlock.check(page, "// options of endpoints: START\n", "// options of endpoints: END",
                asciidoc("Option", "properties", "parameter"));
        ReadmeBlock.check(page, "// headers: START\n", "// headers: END", asciidoc("Header", "headers", "header"));
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
                        .append(value.get("description").asText().replace("|", "\\|")).append(" | ")
                        .append(value.path("defaultValue").asText()).append(" | ")
                        .append(shortened(value.get("javaType").asText())).append('\n');
            }
        }
        return table.append("|===\n").toString();
    }

    private static String shortened(String javaType) {
        return javaType.replaceAll("\\b[a-z]\\w*\\.(?=\\w)", "");
    }

    @Test
    void everyStatusAndEveryOperationIsDescribed() throws Exception {
        String readme = Files.readString(README);
        String answers = readme.substring(readme.indexOf("<!-- answers -->"));
        for (int status : Arrays.stream(Answer.values()).map(Answer::status).collect(Collectors.toCollection(TreeSet::new))) {
            assertThat(answers).contains("\n| " + status + " | ");
        }
        for (EgnyteMspOperation operation : EgnyteMspOperation.values()) {
            assertThat(readme).contains("\n| `" + operation + "`");
        }
    }

    @Test
    void everyTestAndRouteFileThatIsNamedIsThere() throws Exception {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            files.forEach(file -> names.add(file.getFileName().toString().replace(".java", "")));
        }
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        Matcher named = Pattern.compile("`(\\w+Test|[a-z-]+\\.yaml)`").matcher(Files.readString(README));
        Set<String> inReadme = named.results().map(result -> result.group(1)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(inReadme).hasSizeGreaterThan(20).isSubsetOf(names);
        names.removeIf(name -> !name.endsWith(".yaml"));
        assertThat(inReadme).as("no route file without a word about it").containsAll(names);
    }
}
