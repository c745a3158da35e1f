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
package io.github.egnytemsp.camel.model;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The settings of ticket systems that must be numbers: the start and {@code egnyte-msp check} reject others alike. */
public final class TicketNumbers {

    private static final Pattern ONE = Pattern.compile(
            "[A-Za-z0-9-]+[.](?:ticket|note|attention)[.](?:(?:.*[._])?id|.*(?:Id|ID))");
    private static final Pattern CUSTOMER = Pattern.compile("tickets[.](?:customerId|customers[.].+)");
    /** Those that are shipped name a customer by a number. Another one may name it by a text. */
    private static final List<String> SYSTEMS = List.of("autotask", "connectwise", "halopsa");
    private static final Pattern SEVERAL = Pattern.compile("[A-Za-z0-9-]+[.]closedStatusIds");
    private static final String WHOLE_NUMBER = "(?:0|-?[1-9][0-9]{0,17})";

    private TicketNumbers() {
    }

    /**
     * Whether a setting must be a number, or several.
     *
     * @param  name of the setting
     * @return      true if {@link #problem} looks at it
     */
    public static boolean isOne(String name) {
        return Stream.of(ONE, CUSTOMER, SEVERAL).anyMatch(names -> names.matcher(name).matches());
    }

    /**
     * Whether a text is a number as these settings have it.
     *
     * @param  text without blanks around it
     * @return      true for a whole number of at most 18 digits without leading zeros
     */
    public static boolean isWholeNumber(String text) {
        return text.matches(WHOLE_NUMBER);
    }

    /**
     * What is wrong with a setting.
     *
     * @param  name  of the setting
     * @param  value its value, which may be blank
     * @param  isOn  whether a setting such as {@code halopsa.enabled} is true
     * @return       what is right, such as {@code must be a whole number}; null if nothing is wrong, or the setting is
     *               none of these
     */
    public static String problem(String name, String value, Predicate<String> isOn) {
        String text = value.strip();
        if (text.isEmpty()) {
            return null;
        }
        if (SEVERAL.matcher(name).matches()) {
            return text.matches(WHOLE_NUMBER + "(\\s*,\\s*" + WHOLE_NUMBER + ")*")
                    ? null : "must be whole numbers, separated by commas";
        }
        if (isWholeNumber(text)) {
            return null;
        }
        if (CUSTOMER.matcher(name).matches()) {
            return SYSTEMS.stream().filter(system -> isOn.test(system + ".enabled")).findFirst()
                    .map(system -> "must be a whole number for " + system).orElse(null);
        }
        return ONE.matcher(name).matches() ? "must be a whole number" : null;
    }
}
