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
package io.github.egnytemsp.camel.springboot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring's metadata of the properties are the component's. {@code mvn test -Dtest=SpringBootMetadataTest
 * -Ddocs.update=true} writes them.
 */
class SpringBootMetadataTest {

    private static final Path FILE = Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");
    private static final String SOURCE = EgnyteMspAutoConfiguration.class.getName();

    private final ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Test
    void everyOptionIsAProperty() throws Exception {
        String expected = mapper.writeValueAsString(springs(metadata())) + "\n";
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(FILE, expected);
        }
        assertThat(FILE).as("update it with -Ddocs.update=true").content().isEqualTo(expected);
    }

    private JsonNode metadata() throws IOException {
        try (InputStream json = getClass().getResourceAsStream("/META-INF/io/github/egnytemsp/camel/egnyte-msp.json")) {
            return mapper.readTree(json);
        }
    }

    private ObjectNode springs(JsonNode component) {
        ObjectNode root = mapper.createObjectNode();
        root.putArray("groups").addObject().put("name", EgnyteMspAutoConfiguration.PREFIX).put("type", SOURCE).put("sourceType",
                SOURCE);
        ArrayNode properties = root.putArray("properties");
        add(properties, "enabled", "java.lang.Boolean", "Whether these properties configure the component.")
                .put("defaultValue", true);
        add(properties, "customizer.enabled", "java.lang.Boolean",
                "Whether these properties configure the component. camel.component.customizer.enabled does the same for every component.")
                .put("defaultValue", true);
        for (Map.Entry<String, JsonNode> option : component.get("componentProperties").properties()) {
            JsonNode value = option.getValue();
            if (option.getKey().equals("configuration")) {
                // all of the others in one object
                continue;
            }
            ObjectNode property = add(
                    properties, EgnyteMspAutoConfiguration.dashed(option.getKey()), type(value),
                    value.get("description").asText());
            if (value.has("defaultValue")) {
                property.set("defaultValue", value.get("defaultValue"));
            }
        }
        root.putArray("hints");
        return root;
    }

    private static ObjectNode add(ArrayNode properties, String name, String type, String description) {
        return properties.addObject().put("name", EgnyteMspAutoConfiguration.PREFIX + "." + name).put("type", type)
                .put("description", description).put("sourceType", SOURCE);
    }

    private static String type(JsonNode option) {
        return switch (option.get("type").asText()) {
            case "boolean" -> "java.lang.Boolean";
            case "integer" -> "java.lang.Integer";
            // 10s is one, and no number
            case "duration" -> "java.lang.String";
            default -> option.get("javaType").asText();
        };
    }
}
