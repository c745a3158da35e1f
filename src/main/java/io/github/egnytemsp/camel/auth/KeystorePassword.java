package io.github.egnytemsp.camel.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The password of the token file: the text itself, or {@code file:PATH} for the first line of a file. */
public final class KeystorePassword {

    private static final String FILE = "file:";

    private KeystorePassword() {
    }

    /**
     * Reads a password.
     *
     * @param  value                    the password, or {@code file:} and a path
     * @return                          the password
     * @throws IllegalArgumentException if it is missing, or the file cannot be read or is empty
     */
    public static char[] read(String value) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(
                    "keystorePassword is missing: the password of the token file, or file:PATH of a file that holds it");
        }
        if (!value.startsWith(FILE)) {
            return value.toCharArray();
        }
        Path path = Path.of(value.substring(FILE.length()));
        try {
            String password = Files.readString(path).lines().findFirst().orElse("");
            if (password.isEmpty()) {
                throw new IllegalArgumentException("keystorePassword: the file " + path + " is empty");
            }
            return password.toCharArray();
        } catch (IOException e) {
            throw new IllegalArgumentException("keystorePassword: the file " + path + " cannot be read", e);
        }
    }
}
