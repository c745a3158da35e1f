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

import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.sql.DataSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.EgnyteMspComponentConfigurer;
import io.github.egnytemsp.camel.auth.AccessTokenProvider;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every option of the component's metadata, set as a property of Spring Boot and read back from the component. */
class EveryPropertyTest {

    private static final Map<String, Object> BEANS = Map.of(
            AccessTokenProvider.class.getName(), (AccessTokenProvider) () -> "token", SSLContextParameters.class.getName(),
            new SSLContextParameters(), HttpComponent.class.getName(), new HttpComponent(),
            DataSource.class.getName(), new org.sqlite.SQLiteDataSource(),
            IdempotentRepository.class.getName(), new MemoryIdempotentRepository(), StateRepository.class.getName(),
            new MemoryStateRepository(),
            HeaderFilterStrategy.class.getName(), new DefaultHeaderFilterStrategy());

    @Test
    void arrivesAtTheComponent() throws Exception {
        Map<String, Object> properties = new LinkedHashMap<>();
        Map<String, Object> expected = new LinkedHashMap<>();
        try (DefaultCamelContext camel = new DefaultCamelContext();
             GenericApplicationContext application = new GenericApplicationContext()) {
            for (Map.Entry<String, JsonNode> option : metadata().get("componentProperties").properties()) {
                String name = option.getKey();
                JsonNode about = option.getValue();
                String property = EgnyteMspAutoConfiguration.PREFIX + "." + EgnyteMspAutoConfiguration.dashed(name);
                switch (about.get("type").asText()) {
                    case "boolean" -> set(properties, property, expected, name, !about.path("defaultValue").asBoolean());
                    case "integer" -> set(
                            properties, property, expected, name,
                            about.get("javaType").asText().equals("java.lang.Long") ? (Object) 7L : 7);
                    case "number" -> set(properties, property, expected, name, 7.5);
                    case "duration" -> {
                        properties.put(property, "7s");
                        expected.put(name, 7000L);
                    }
                    case "enum" -> {
                        String last = about.get("enum").get(about.get("enum").size() - 1).asText();
                        properties.put(property, last);
                        expected.put(name, last);
                    }
                    case "string" -> set(properties, property, expected, name, "text of " + name);
                    default -> {
                        if (!name.equals("configuration")) {
                            Object bean = BEANS.get(about.get("javaType").asText().replaceAll("<.*", ""));
                            assertThat(bean).as("%s of %s", name, about.get("javaType")).isNotNull();
                            camel.getRegistry().bind("bean-of-" + name, bean);
                            properties.put(property, "#bean-of-" + name);
                            expected.put(name, bean);
                        }
                    }
                }
            }
            application.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
            application.refresh();
            EgnyteMspComponent component = new EgnyteMspComponent(camel);

            new EgnyteMspAutoConfiguration().egnyteMspComponentCustomizer(camel, application).configure("egnyte-msp",
                    component);

            EgnyteMspComponentConfigurer configurer = new EgnyteMspComponentConfigurer();
            assertThat(expected).hasSizeGreaterThan(40).allSatisfy((name, value) -> {
                Object set = configurer.getOptionValue(component, name, false);
                assertThat(set instanceof Enum<?> constant ? constant.name() : set).as(name).isEqualTo(value);
            });
        }
    }

    private static void set(
            Map<String, Object> properties, String property, Map<String, Object> expected, String name, Object value) {
        properties.put(property, value.toString());
        expected.put(name, value);
    }

    private static JsonNode metadata() throws Exception {
        try (InputStream json
                = EveryPropertyTest.class.getResourceAsStream("/META-INF/io/github/egnytemsp/camel/egnyte-msp.json")) {
            return new ObjectMapper().readTree(json);
        }
    }
}
