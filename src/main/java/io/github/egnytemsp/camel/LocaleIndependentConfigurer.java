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

import java.util.Locale;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;

/**
 * A generated configurer that finds options whatever the machine's language is.
 * <p>
 * Camel's generator writes {@code ignoreCase ? name.toLowerCase() : name}: where the language is Turkish,
 * {@code maxInFlight} becomes a name with a dotless i, and no option is found. The generated code knows every option in
 * lower case too, so it is asked for that, as it is.
 */
final class LocaleIndependentConfigurer implements PropertyConfigurer, PropertyConfigurerGetter {

    private final PropertyConfigurer configurer;
    private final PropertyConfigurerGetter getter;

    /**
     * @param generated what Camel's build tools have generated; a getter too
     */
    LocaleIndependentConfigurer(PropertyConfigurer generated) {
        this.configurer = generated;
        this.getter = (PropertyConfigurerGetter) generated;
    }

    @Override
    public boolean configure(CamelContext camelContext, Object target, String name, Object value, boolean ignoreCase) {
        return configurer.configure(camelContext, target, known(name, ignoreCase), value, false);
    }

    @Override
    public Class<?> getOptionType(String name, boolean ignoreCase) {
        return getter.getOptionType(known(name, ignoreCase), false);
    }

    @Override
    public Object getOptionValue(Object target, String name, boolean ignoreCase) {
        return getter.getOptionValue(target, known(name, ignoreCase), false);
    }

    @Override
    public Object getCollectionValueType(Object target, String name, boolean ignoreCase) {
        return getter.getCollectionValueType(target, known(name, ignoreCase), false);
    }

    private static String known(String name, boolean ignoreCase) {
        return ignoreCase ? name.toLowerCase(Locale.ROOT) : name;
    }
}
