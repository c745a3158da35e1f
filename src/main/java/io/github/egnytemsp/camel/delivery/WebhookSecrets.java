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
package io.github.egnytemsp.camel.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.egnytemsp.camel.model.Placeholders;

/**
 * The values of the proving header that are accepted: several while a secret is being changed. Thread-safe.
 */
public final class WebhookSecrets {

    private volatile List<String> texts;
    private volatile List<byte[]> accepted;

    private WebhookSecrets(List<String> texts) {
        set(texts);
    }

    /**
     * Reads the option {@code webhookVerifyToken}.
     *
     * @param  commaSeparated           one or several secrets
     * @return                          the secrets
     * @throws IllegalArgumentException if one is empty, or cannot be the value of an HTTP header
     */
    public static WebhookSecrets of(String commaSeparated) {
        Set<String> secrets = new LinkedHashSet<>();
        for (String secret : commaSeparated.split(",", -1)) {
            secrets.add(checked(secret));
        }
        return new WebhookSecrets(List.copyOf(secrets));
    }

    /**
     * The first secret of the option: the one that is registered.
     *
     * @param  commaSeparated           one or several secrets, or null
     * @return                          the first, or null
     * @throws IllegalArgumentException if it has a placeholder that nobody has resolved: it would be registered
     */
    public static String first(String commaSeparated) {
        return commaSeparated == null
                ? null : Placeholders.requireResolved("webhookVerifyToken", commaSeparated).split(",", 2)[0].trim();
    }

    private static String checked(String secret) {
        String trimmed = secret.trim();
        if (trimmed.isEmpty()) {
            throw new IllegalArgumentException(
                    "webhookVerifyToken has an empty secret: remove the extra comma");
        }
        if (!trimmed.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("webhookVerifyToken must be printable ASCII: it is sent as a header");
        }
        return trimmed;
    }

    private void set(List<String> secrets) {
        accepted = secrets.stream().map(secret -> secret.getBytes(StandardCharsets.US_ASCII)).toList();
        texts = List.copyOf(secrets);
    }

    /**
     * The accepted secrets.
     *
     * @return the secrets, the one to register first
     */
    public List<String> values() {
        return texts;
    }

    /**
     * Accepts one more secret, and makes it the one to register.
     *
     * @param  secret                   the new secret
     * @throws IllegalArgumentException if it cannot be the value of an HTTP header, or holds a comma
     */
    public synchronized void putFirst(String secret) {
        String checked = checked(secret);
        if (checked.indexOf(',') >= 0) {
            throw new IllegalArgumentException("A webhook secret must not hold a comma: commas separate secrets");
        }
        Set<String> secrets = new LinkedHashSet<>();
        secrets.add(checked);
        secrets.addAll(texts);
        set(List.copyOf(secrets));
    }

    /** Accepts the first secret only from now on. */
    public synchronized void keepFirstOnly() {
        set(texts.subList(0, 1));
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

    /** How many, not which. */
    @Override
    public String toString() {
        return "WebhookSecrets[" + texts.size() + "]";
    }
}
