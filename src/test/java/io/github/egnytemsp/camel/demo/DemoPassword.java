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
package io.github.egnytemsp.camel.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

import io.github.egnytemsp.camel.operator.PasswordFiles;

/**
 * The password of the operator's page, new each time.
 *
 * @param text for whoever reads the screen
 * @param file its hash
 */
record DemoPassword(String text, Path file) {

    private static final int BYTES = 8;

    static DemoPassword make(Path folder) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        DemoPassword password = new DemoPassword(
                HexFormat.of().formatHex(random), Files.createDirectories(folder).resolve("operator.password"));
        PasswordFiles.write(password.file, password.text);
        return password;
    }
}
