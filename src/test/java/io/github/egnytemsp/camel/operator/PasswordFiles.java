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
package io.github.egnytemsp.camel.operator;

import java.io.IOException;
import java.nio.file.Path;

/** Makes password files for tests and the demo. */
public final class PasswordFiles {

    private PasswordFiles() {
    }

    /**
     * Writes a file, as the command does.
     *
     * @param  file        is replaced if it is there
     * @param  password    at least 12 characters
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, String password) throws IOException {
        new PasswordFile(file).write(password);
    }
}
