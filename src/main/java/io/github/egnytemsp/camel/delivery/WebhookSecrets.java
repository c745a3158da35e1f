package io.github.egnytemsp.camel.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The values of the proving header that are accepted: several while a secret is being changed. */
public final class WebhookSecrets {

    private final List<byte[]> accepted;

    private WebhookSecrets(List<byte[]> accepted) {
        this.accepted = accepted;
    }

    /**
     * Reads the option {@code webhookVerifyToken}.
     *
     * @param  commaSeparated           one or several secrets
     * @return                          the secrets
     * @throws IllegalArgumentException if one is empty, or cannot be the value of an HTTP header
     */
    public static WebhookSecrets of(String commaSeparated) {
        List<byte[]> accepted = new ArrayList<>();
        for (String secret : commaSeparated.split(",", -1)) {
            String trimmed = secret.trim();
            if (trimmed.isEmpty()) {
                throw new IllegalArgumentException(
                        "webhookVerifyToken: between commas, and before and after them, there must be a secret");
            }
            if (!trimmed.chars().allMatch(c -> c >= ' ' && c <= '~')) {
                throw new IllegalArgumentException("webhookVerifyToken must be printable ASCII: it is sent as a header");
            }
            accepted.add(trimmed.getBytes(StandardCharsets.US_ASCII));
        }
        return new WebhookSecrets(accepted);
    }

    /**
     * The first secret of the option: the one that is registered.
     *
     * @param  commaSeparated one or several secrets, or null
     * @return                the first, or null
     */
    public static String first(String commaSeparated) {
        return commaSeparated == null ? null
                : Arrays.stream(commaSeparated.split(",")).map(String::trim).findFirst().orElse(null);
    }

    /**
     * Whether a value is one of the secrets. Takes the same time whichever it is, and wherever it differs.
     *
     * @param  value the value that came, or null
     * @return       true if it is accepted
     */
    boolean accept(String value) {
        if (value == null) {
            return false;
        }
        byte[] given = value.getBytes(StandardCharsets.ISO_8859_1);
        boolean found = false;
        for (byte[] secret : accepted) {
            found |= MessageDigest.isEqual(given, secret);
        }
        return found;
    }
}
