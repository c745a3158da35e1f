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
package io.github.egnytemsp.camel.files;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A path as a setting has it. */
public final class LocalPath {

    /** What is left of {@code C:\msp\tokens}: a drive without a separator, or what the escapes stand for. */
    private static final Pattern WITHOUT_BACKSLASHES = Pattern.compile("(?s)[A-Za-z]:[^/\\\\].*|.*\\p{Cntrl}.*");

    private LocalPath() {
    }

    /**
     * Reads a path.
     *
     * @param  setting                  the name of the setting, for messages
     * @param  path                     its value
     * @return                          the path
     * @throws IllegalArgumentException if this system has no such path, or a properties file has taken its backslashes
     */
    public static Path of(String setting, String path) {
        if (WITHOUT_BACKSLASHES.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    setting + " is no path: in a properties file write / or \\\\ where Windows has \\, as in C:/egnyte-msp/file");
        }
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(setting + " is no path of this system: " + e.getReason(), e);
        }
    }
}
