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

import io.github.egnytemsp.camel.model.DurationText;
import io.github.egnytemsp.camel.model.LogText;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;

/**
 * A generated configurer that finds options whatever the machine's language is, and rejects values that are not
 * durations.
 * <p>
 * Camel's generator writes {@code ignoreCase ? name.toLowerCase() : name}: where the language is Turkish,
 * {@code maxInFlight} becomes a name with a dotless i, and no option is found. The generated code knows every option in
 * lower case too, so it is asked for that, as it is.
 * <p>
 * Camel reads {@code 90D} as 0, and for {@code 90days} it only reports that {@code "ay"} is not a number.
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

    /** @throws IllegalArgumentException if the option is a duration and the value is not */
    @Override
    public boolean configure(CamelContext camelContext, Object target, String name, Object value, boolean ignoreCase) {
        String known = known(name, ignoreCase);
        // the options of this type are all durations
        if (value instanceof String text && getter.getOptionType(known, false) == long.class
                && !DurationText.isDuration(text)) {
            throw new IllegalArgumentException(name + " must be " + DurationText.FORM + ". It is '" + LogText.of(text) + "'");
        }
        return configurer.configure(camelContext, target, known, value, false);
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
