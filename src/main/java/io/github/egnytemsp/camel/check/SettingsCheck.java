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
package io.github.egnytemsp.camel.check;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Whether each setting that the user has made is one. */
final class SettingsCheck implements Check {

    private final Path file;
    private final KnownNames known;
    private final Map<String, String> environment;

    /**
     * @param file        the user's file; may be missing
     * @param known       the settings that there are
     * @param environment the variables of the environment
     */
    SettingsCheck(Path file, KnownNames known, Map<String, String> environment) {
        this.file = file;
        this.known = known;
        this.environment = environment;
    }

    @Override
    public String name() {
        return "settings";
    }

    @Override
    public void run(Lines lines) throws IOException {
        List<String> variables = new TreeSet<>(environment.keySet()).stream().filter(known::looksLikeOurs).toList();
        boolean right = checkVariables(lines, variables);
        if (!Files.exists(file)) {
            lines.note(file + " is not there. "
                       + (variables.isEmpty() ? "Copy local.properties.example." : inEnvironment(variables) + "."));
            return;
        }
        PropertiesFile content;
        try {
            content = PropertiesFile.read(file);
        } catch (CharacterCodingException e) {
            lines.wrong(file + " is not in UTF-8. Store it so in your editor.");
            return;
        } catch (IllegalArgumentException e) {
            lines.wrong(file + " cannot be read: " + e.getMessage() + " Write \\\\ for a backslash.");
            return;
        }
        for (String name : content.doubled()) {
            lines.wrong(
                    name + " is set more than once in " + file.getFileName()
                        + ", and only the last value is used. Remove one.");
            right = false;
        }
        for (String name : content.settings().keySet()) {
            if (!known.isName(name)) {
                lines.wrong(name + " in " + file.getFileName() + " is not a setting. " + known.meant(name)
                        .map(meant -> "Did you mean " + meant + "?")
                        .orElse("No line of application.properties and no route in " + known.ownRoutes() + " uses it."));
                right = false;
            }
        }
        if (right) {
            lines.ok(content.settings().size() + " in " + file
                     + (variables.isEmpty() ? "" : ", " + inEnvironment(variables)) + ", each is known.");
        }
    }

    private static String inEnvironment(List<String> variables) {
        return variables.size() + " in the environment (" + String.join(", ", variables) + ")";
    }

    private boolean checkVariables(Lines lines, List<String> variables) {
        boolean right = true;
        for (String variable : variables) {
            if (!known.isVariable(variable)) {
                known.meantVariable(variable).ifPresentOrElse(
                        meant -> lines.wrong("The variable " + variable + " is not a setting. Did you mean " + meant + "?"),
                        () -> lines.note("The variable " + variable + " is not a setting. Is it another program's?"));
                right = false;
            }
        }
        for (String variable : new TreeSet<>(environment.keySet())) {
            if (variable.matches("CAMEL_(SERVER|MANAGEMENT)_PORT")) {
                String setting = known.settingOfCamel(variable.toLowerCase(Locale.ROOT).replace('_', '.'));
                lines.wrong("The variable " + variable + " has no effect: Camel takes what ends in _PORT for a variable of"
                            + " Kubernetes. Set " + setting + " in " + file.getFileName() + ".");
                right = false;
            }
        }
        return right;
    }
}
