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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Placeholders such as <code>${NAME}</code> and <code>{{name}}</code>. Who binds options may leave one as it is if
 * there is nothing of that name: Spring Boot 3 and Camel 4.18 do. A secret would then be a text that anybody can guess.
 */
public final class Placeholders {

    private static final Pattern ONE = Pattern.compile("(\\$\\{|\\{\\{)([^}:]*)[^}]*(}}?)");

    private Placeholders() {
    }

    /**
     * Refuses a value with a placeholder.
     *
     * @param  option                   its name
     * @param  value                    its value, or null
     * @return                          the value
     * @throws IllegalArgumentException naming the option, and the placeholder if it is the whole value, without a
     *                                  default that it may have
     */
    public static String requireResolved(String option, String value) {
        Matcher found = ONE.matcher(value == null ? "" : value.strip());
        if (found.matches()) {
            throw new IllegalArgumentException(
                    option + " has the placeholder " + found.group(1) + LogText.of(found.group(2)) + found.group(3)
                                               + ", and nothing has this name: set the variable or property, or remove the placeholder");
        }
        if (found.reset().find()) {
            // what it is may be a part of a secret
            throw new IllegalArgumentException(
                    option + " has a placeholder in it that nothing has resolved: set its variable or property, or remove it");
        }
        return value;
    }
}
