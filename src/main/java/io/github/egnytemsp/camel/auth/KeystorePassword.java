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
package io.github.egnytemsp.camel.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.egnytemsp.camel.files.LocalPath;

/**
 * The password of the token file: the text itself, or {@code file:PATH} for the first line of a file. It is printable
 * ASCII: the JDK 17 can write and read a PKCS#12 file with no other password.
 */
public final class KeystorePassword {

    private static final String FILE = "file:";

    private KeystorePassword() {
    }

    /**
     * Reads a password.
     *
     * @param  value                    the password, or {@code file:} and a path
     * @return                          the password
     * @throws IllegalArgumentException if it is missing, holds a character that is not allowed, or the file cannot be
     *                                  read or is empty; the message does not quote it
     */
    public static char[] read(String value) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(
                    "keystorePassword is missing: the password of the token file, or file:PATH of a file that holds it");
        }
        if (!value.startsWith(FILE)) {
            return requireUsable(value.toCharArray(), "");
        }
        Path path = LocalPath.of("keystorePassword", value.substring(FILE.length()));
        try {
            // a byte that is not UTF-8 becomes a character that is not allowed
            String password = new String(Files.readAllBytes(path), StandardCharsets.UTF_8).lines().findFirst().orElse("");
            if (password.isEmpty()) {
                throw new IllegalArgumentException("keystorePassword: the file " + path + " is empty");
            }
            return requireUsable(password.toCharArray(), ": " + path);
        } catch (IOException e) {
            throw new IllegalArgumentException("keystorePassword: the file " + path + " cannot be read", e);
        }
    }

    /** Refuses what the token file cannot hold. Spaces are allowed. */
    static char[] requireUsable(char[] password, String where) {
        for (char c : password) {
            if (c < ' ' || c > '~') {
                throw new IllegalArgumentException(
                        "The password of the token file (keystorePassword" + where
                                                   + ") has a character that the file cannot hold."
                                                   + " Allowed are the letters a-z and A-Z, digits, spaces and the punctuation of"
                                                   + " ASCII; not umlauts, the euro sign, tabs or a byte order mark");
            }
        }
        return password;
    }
}
