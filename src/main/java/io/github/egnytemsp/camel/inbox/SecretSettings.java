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
package io.github.egnytemsp.camel.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.EgnyteMspConfiguration;
import io.github.egnytemsp.camel.EgnyteMspConstants;
import io.github.egnytemsp.camel.model.Secrets;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;

/** The secrets among the settings of a Camel context. */
public final class SecretSettings {

    /** Of options such as those of queue.uri and kafka.options. */
    private static final Pattern IN_OPTIONS = Pattern.compile(
            "(?i)(?:password|secret|token|saslJaasConfig)=(RAW\\(.*?\\)(?=&|$)|RAW\\{.*?\\}(?=&|$)|[^&]*)");
    /** Not a secret, whatever the setting is called. */
    private static final Pattern ORDINARY
            = Pattern.compile("(?i)|true|false|[0-9]{1,5}|[0-9]+(ms|s|m|h|d)|(file|classpath):.*");

    private SecretSettings() {
    }

    /**
     * Finds them: by the names of properties, of variables of the environment, of options in a URI, and the component's
     * own.
     *
     * @param  camelContext has the properties
     * @return              what hides them
     */
    public static Secrets of(CamelContext camelContext) {
        List<String> secrets = new ArrayList<>();
        PropertiesComponent properties = camelContext.getPropertiesComponent();
        Properties loaded = properties.loadProperties();
        Set<String> names = loaded == null ? Set.of() : loaded.stringPropertyNames();
        for (String name : names) {
            String value = properties.resolveProperty(name).orElse("").strip();
            if (Secrets.isName(name)) {
                secrets.add(value);
            }
            IN_OPTIONS.matcher(value).results().map(found -> found.group(1).replaceAll("^RAW[({](.*)[)}]$", "$1"))
                    .forEach(secrets::add);
        }
        System.getenv().forEach((name, value) -> {
            if (Secrets.isName(name)) {
                secrets.add(value);
            }
        });
        if (camelContext.hasComponent(EgnyteMspConstants.SCHEME) instanceof EgnyteMspComponent component) {
            EgnyteMspConfiguration options = component.getConfiguration();
            for (String value : new String[] {
                    options.getAccessToken(), options.getWebhookVerifyToken(), options.getKeystorePassword(),
                    options.getInboxPassword() }) {
                if (value != null) {
                    secrets.add(value);
                }
            }
        }
        secrets.removeIf(value -> ORDINARY.matcher(value.strip()).matches());
        return new Secrets(secrets);
    }
}
