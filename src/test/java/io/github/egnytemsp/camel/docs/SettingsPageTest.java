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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tables of settings.md are generated from routes/application.properties and its comments.
 * {@code mvn test -Dtest=SettingsPageTest -Ddocs.update=true} writes them.
 */
class SettingsPageTest {

    private static final Pattern SECTION = Pattern.compile("## (.+)");
    private static final Pattern COMMENT = Pattern.compile("# (.+)");
    /** Some are comments themselves: they have no default. */
    private static final Pattern SETTING = Pattern.compile("(#?)([a-zA-Z][\\w.-]*)=(.*)");
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{env:(\\w+):}}");
    /** Examples of names that are the user's: Camel finds no variable by them. */
    private static final Pattern ANY_NAME = Pattern.compile("tickets[.]customers[.].+|\\w+[.](?:ticket|note|attention)[.].+");
    private static final String HEAD = "| setting | variable | default | meaning |\n|---|---|---|---|\n";

    @Test
    void everySettingIsInTheTables() throws Exception {
        StringBuilder tables = new StringBuilder();
        List<String> comment = new ArrayList<>();
        for (String line : lines()) {
            Matcher section = SECTION.matcher(line);
            Matcher text = COMMENT.matcher(line);
            Matcher setting = SETTING.matcher(line);
            if (section.matches()) {
                tables.append("\n## ").append(section.group(1)).append("\n\n").append(HEAD);
            } else if (text.matches()) {
                comment.add(text.group(1));
            } else {
                if (setting.matches()) {
                    assertThat(comment).as("comment before %s", line).isNotEmpty();
                    tables.append(row(setting, String.join(" ", comment)));
                }
                comment.clear();
            }
        }
        GeneratedBlock.check("settings.md", "settings", tables + "\n");
    }

    /** Lines that end with a backslash go on in the next. */
    private static List<String> lines() throws Exception {
        return Files.readString(Path.of("routes/application.properties")).replaceAll("\\\\\\R\\s*", "").lines().toList();
    }

    private static String row(Matcher setting, String meaning) {
        String name = setting.group(2);
        String value = setting.group(1).isEmpty() ? setting.group(3) : "";
        Matcher variable = VARIABLE.matcher(value);
        boolean isVariable = variable.matches();
        String variableName = isVariable ? variable.group(1) : variableOf(name);
        boolean hasVariable = setting.group(1).isEmpty() || !ANY_NAME.matcher(name).matches();
        return "| `" + name + "` | " + (hasVariable ? "`" + variableName + "`" : "") + " | "
               + (isVariable || value.isEmpty() ? "" : "`" + value.replace("|", "\\|") + "`") + " | "
               + meaning.replace("|", "\\|") + " |\n";
    }

    /** As Camel looks a setting up in the environment. */
    private static String variableOf(String name) {
        return StringHelper.camelCaseToDash(name).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }
}
