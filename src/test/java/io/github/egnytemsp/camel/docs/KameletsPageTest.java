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

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.junit.jupiter.api.Test;

/**
 * The tables of Kamelets and their parameters are those of the Kamelets. {@code mvn test -Dtest=KameletsPageTest
 * -Ddocs.update=true} writes them.
 */
class KameletsPageTest {

    private static final List<String> KAMELETS = List.of(
            "egnyte-msp-event-source", "egnyte-msp-event-durable-source", "egnyte-msp-webhooks-action",
            "egnyte-msp-webhooks-sink");

    private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory());

    @Test
    void parametersAreThoseOfTheKamelets() throws Exception {
        StringBuilder text = new StringBuilder();
        for (String name : KAMELETS) {
            JsonNode definition = yaml.readTree(Path.of("src/main/resources/kamelets", name + ".kamelet.yaml").toFile())
                    .at("/spec/definition");
            text.append("\n## `").append(name).append("`\n\n").append(definition.get("description").asText())
                    .append("\n\n| parameter | required | default | description |\n|---|---|---|---|\n");
            Set<String> required = new HashSet<>();
            definition.path("required").forEach(parameter -> required.add(parameter.asText()));
            for (Map.Entry<String, JsonNode> parameter : definition.get("properties").properties()) {
                text.append(row(parameter.getKey(), required.contains(parameter.getKey()), parameter.getValue()));
            }
        }
        GeneratedBlock.check("kamelets.md", "kamelets", text.append('\n').toString());
    }

    private static String row(String name, boolean required, JsonNode parameter) {
        String values = "";
        for (JsonNode value : parameter.path("enum")) {
            values += (values.isEmpty() ? "" : ", ") + "`" + value.asText() + "`";
        }
        return "| `" + name + "`" + (parameter.path("format").asText().equals("password") ? " (secret)" : "") + " | "
               + (required ? "yes" : "") + " | "
               + (parameter.has("default") ? "`" + parameter.get("default").asText() + "`" : "") + " | "
               + parameter.get("description").asText().replace("|", "\\|")
               + (values.isEmpty() ? "" : " Values: " + values + ".")
               + " |\n";
    }
}
