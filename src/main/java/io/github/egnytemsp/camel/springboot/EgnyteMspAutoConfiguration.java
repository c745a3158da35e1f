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
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.EgnyteMspConstants;
import io.github.egnytemsp.camel.auth.AccessTokenProvider;
import io.github.egnytemsp.camel.model.Json;
import org.apache.camel.CamelContext;
import org.apache.camel.CatalogCamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.util.CamelPropertiesHelper;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

/**
 * Spring Boot: every option of the component is the property {@code camel.component.egnyte-msp.*}, from wherever Spring
 * Boot takes properties. A property that is no option fails the start. An {@link AccessTokenProvider} bean is used if
 * no property says where the access token comes from.
 */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@ConditionalOnHierarchicalProperties({ "camel.component", EgnyteMspAutoConfiguration.PREFIX })
public class EgnyteMspAutoConfiguration {

    static final String PREFIX = "camel.component.egnyte-msp";

    /** Those that are about this class and not about the component, as every component of Camel has them. */
    private static final Set<String> OWN = Set.of("enabled", "customizer");
    private static final Set<String> TOKENS = Set.of("accessToken", "accessTokenProvider", "tokenKeystore");

    /** For Spring Boot. */
    public EgnyteMspAutoConfiguration() {
    }

    /**
     * Configures the component when it is made.
     *
     * @param  context     the context that it is made in
     * @param  application the application
     * @return             sets the properties
     */
    @Bean
    public ComponentCustomizer egnyteMspComponentCustomizer(CamelContext context, ApplicationContext application) {
        return new ComponentCustomizer() {
            @Override
            public void configure(String name, Component target) {
                customize(context, application.getEnvironment(), (EgnyteMspComponent) target);
            }

            @Override
            public boolean isEnabled(String name, Component target) {
                return target instanceof EgnyteMspComponent
                        && HierarchicalPropertiesEvaluator.evaluate(application, "camel.component.customizer",
                                PREFIX + ".customizer");
            }
        };
    }

    private static void customize(CamelContext context, Environment environment, EgnyteMspComponent component) {
        Set<String> options = options(context);
        requireKnown(environment, options);
        Binder binder = Binder.get(environment);
        Map<String, Object> values = new LinkedHashMap<>();
        for (String option : options) {
            binder.bind(PREFIX + "." + dashed(option), String.class).ifBound(value -> values.put(option, value));
        }
        if (values.keySet().stream().noneMatch(TOKENS::contains)) {
            AccessTokenProvider provider = context.getRegistry().findSingleByType(AccessTokenProvider.class);
            if (provider != null) {
                component.getConfiguration().setAccessTokenProvider(provider);
            }
        }
        CamelPropertiesHelper.setCamelProperties(context, component, values, true);
    }

    /** What the component's metadata say. */
    private static Set<String> options(CamelContext context) {
        try {
            String schema = ((CatalogCamelContext) context).getComponentParameterJsonSchema(EgnyteMspConstants.SCHEME);
            Set<String> options = new LinkedHashSet<>();
            Json.mapper().readTree(schema).get("componentProperties").fieldNames().forEachRemaining(options::add);
            // all of the others in one object, which would drop them
            options.remove("configuration");
            return options;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Also of variables of the environment: CAMEL_COMPONENT_EGNYTEMSP_NFRDOMAIN, all that begin so are taken for
     * options.
     */
    private static void requireKnown(Environment environment, Set<String> options) {
        Set<String> known = options.stream().map(option -> option.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        known.addAll(OWN);
        ConfigurationPropertyName prefix = ConfigurationPropertyName.of(PREFIX);
        Set<String> unknown = new TreeSet<>();
        ConfigurationPropertySources.get(environment).forEach(source -> {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                iterable.stream().filter(prefix::isAncestorOf)
                        .filter(name -> !known.contains(name.getElement(prefix.getNumberOfElements(), Form.UNIFORM)))
                        .forEach(name -> unknown.add(name.toString()));
            }
        });
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "Unknown options of the component egnyte-msp: " + String.join(", ", unknown) + ". The options are "
                                               + options.stream().map(EgnyteMspAutoConfiguration::dashed).sorted()
                                                       .collect(Collectors.joining(", ")));
        }
    }

    /** Spring Boot's form of a name: nfr-domain for nfrDomain. */
    static String dashed(String option) {
        return option.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
