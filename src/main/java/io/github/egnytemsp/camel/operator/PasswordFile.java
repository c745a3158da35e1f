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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

import io.github.egnytemsp.camel.files.PrivateFiles;

/**
 * The file of the operator's password: one line, {@code pbkdf2-sha256$ITERATIONS$SALT$HASH}. It needs the JDK alone.
 */
final class PasswordFile {

    static final int SHORTEST = 12;
    static final int LONGEST = 1000;

    private static final int ITERATIONS = 600_000;
    /** A file with more would let each try run for minutes. */
    private static final int MOST_ITERATIONS = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final Pattern LINE
            = Pattern.compile("pbkdf2-sha256\\$([0-9]{6,8})\\$([A-Za-z0-9+/]{22,}={0,2})\\$([A-Za-z0-9+/]{43}=)\\R?");

    private final Path file;

    PasswordFile(Path file) {
        this.file = file;
    }

    /**
     * What is in the file.
     *
     * @throws UncheckedIOException if it cannot be read, or is no such file
     */
    String line() {
        String line;
        try {
            line = Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException("The file of operator.passwordFile cannot be read: " + file, e);
        }
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < ITERATIONS
                || Integer.parseInt(matcher.group(1)) > MOST_ITERATIONS) {
            throw new UncheckedIOException(
                    new IOException(
                            "The file of operator.passwordFile was not made by " + PasswordCommand.class.getName() + ": "
                                    + file));
        }
        return line.strip();
    }

    /**
     * Compares a password with a line of the file. Takes a part of a second, by intention.
     *
     * @return whether it is the right one
     */
    static boolean matches(String line, String password) {
        String[] parts = line.split("\\$");
        Base64.Decoder base64 = Base64.getDecoder();
        return password.length() <= LONGEST && MessageDigest.isEqual(
                base64.decode(parts[3]), hash(password, base64.decode(parts[2]), Integer.parseInt(parts[1])));
    }

    /**
     * Writes the file anew. Nobody but its owner can read it.
     *
     * @throws IllegalArgumentException if the password is too short or too long; the message does not quote it
     * @throws IOException              if it cannot be written; one that was there is as it was
     */
    void write(String password) throws IOException {
        if (password.codePointCount(0, password.length()) < SHORTEST || password.length() > LONGEST) {
            throw new IllegalArgumentException("The password must have " + SHORTEST + " to " + LONGEST + " characters");
        }
        byte[] salt = Secrets.randomBytes(SALT_BYTES);
        Base64.Encoder base64 = Base64.getEncoder();
        String line = "pbkdf2-sha256$" + ITERATIONS + "$" + base64.encodeToString(salt) + "$"
                      + base64.encodeToString(hash(password, salt, ITERATIONS)) + "\n";
        PrivateFiles.write(file, line.getBytes(StandardCharsets.US_ASCII));
    }

    /** Letters with marks count the same, however a keyboard or a terminal composes them. */
    private static byte[] hash(String password, byte[] salt, int iterations) {
        PBEKeySpec key = new PBEKeySpec(
                Normalizer.normalize(password, Normalizer.Form.NFC).toCharArray(), salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(key).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            key.clearPassword();
        }
    }
}
