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
package io.github.egnytemsp.camel.model;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Hides secrets in a text that others see: those that are known, as they are, in base64 or as an address or JSON writes
 * them, and what stands where a login usually stands.
 */
public final class Secrets {

    private static final String HIDDEN = "xxxxxx";
    private static final Pattern NAME = Pattern.compile(
            "(?i).*(password|passphrase|secret|token|jaas|login|credential|(integration|access|api|license)_?code|client_?id"
                                                        + "|(api|access|private|shared|account|encryption)_?key).*|.*[._-]key");
    private static final Pattern NO_NAME
            = Pattern.compile(
                    "(?i).*(loginUrl|login[._-]url|passwordFile|password[._-]file|keystore|token[._-]type|kafka[._]key)");
    /** Shorter ones stand in any text. */
    private static final int SHORTEST = 4;
    /** Shorter ones may be a part of anything, and are hidden only where they stand alone. */
    private static final int SHORTEST_PART = 6;
    /** Shorter ones of letters alone may be a part of an ordinary word, as postgres is. */
    private static final int NO_WORD = 12;
    private static final int SHORTEST_PATH = 12;
    private static final String END_OF_WORD = "\"'`<>(){}[],;:&=?/|\\";
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{8,}+={0,2}");
    /** Ordinary words after the scheme are no login. */
    private static final Pattern LOGIN = Pattern.compile(
            "(?i)(\\b(?:bearer|basic)(?:\\s{1,5}|%20|\\+)(?!(?:realm|error|scope|charset|tokens?|auth|authenticat\\w+"
                                                         + "|authori[sz]\\w+|scheme|credentials?|access|is|was|not|or|and|in|for|with|as|login"
                                                         + "|required|header)\\b))[^\\s\"'<>,;]+");
    private static final Pattern HEADER = Pattern.compile(
            "(?i)(\\bauthorization[\"']?\\s{0,5}[:=]\\s{0,5}[\\[\"']{0,2}"
                                                          + "(?:(?:basic|bearer|digest|negotiate|token|apikey)\\s{1,5})?)[^\\s\"'<>,;]+");
    private static final Pattern FIELD = Pattern.compile(
            "(?i)((?:password|pwd|secret|token)(?:=|\\\\?\"\\s{0,5}:\\s{0,5}\\\\?\"))[^&;,\\s\"'<>\\\\]+");
    /** A password may hold each of / : @. */
    private static final Pattern USER_INFO = Pattern.compile(
            "://(?:[^\\s/?#\"'<>]{0,200}@|[^\\s/?#@:\"'<>]{1,100}:(?!\\d{1,5}[/?#])[^\\s@\"'<>]{1,200}+@)"
                                                             + "(?:[^\\s/?#@\"'<>]{0,200}@)*+");

    private final List<String> parts;
    private final Pattern literals;

    /**
     * @param values the secrets; those of less than 4 characters stand in any text, and are not hidden
     */
    public Secrets(Collection<String> values) {
        Comparator<String> longestFirst = Comparator.comparing(String::length).reversed().thenComparing(text -> text);
        Set<String> all = new TreeSet<>(longestFirst);
        values.stream().flatMap(Secrets::pieces).map(String::strip).filter(text -> text.length() >= SHORTEST).forEach(all::add);
        parts = all.stream().filter(text -> text.length() >= SHORTEST_PART).toList();
        Set<String> forms = new TreeSet<>(longestFirst);
        all.forEach(text -> forms.addAll(forms(text)));
        literals = forms.isEmpty()
                ? null : Pattern.compile(String.join("|", forms.stream().map(Pattern::quote).toList()));
    }

    /**
     * Whether what a setting holds must not be shown.
     *
     * @param  name the setting
     * @return      true if its name looks like that of a secret
     */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches() && !NO_NAME.matcher(name).matches();
    }

    /**
     * An address without a user and a password.
     *
     * @param  text any text
     * @return      the text without what stands before the @ of addresses in it
     */
    public static String withoutUserInfo(String text) {
        return USER_INFO.matcher(text).replaceAll("://");
    }

    /**
     * Hides what is secret.
     *
     * @param  text any text, or null
     * @return      the text with {@code xxxxxx} for each secret; null for null
     */
    public String hide(String text) {
        if (text == null) {
            return null;
        }
        String shown = BASE64.matcher(text)
                .replaceAll(found -> holdsSecret(found.group()) ? HIDDEN : Matcher.quoteReplacement(found.group()));
        if (literals != null) {
            shown = withoutWords(shown);
        }
        shown = LOGIN.matcher(shown).replaceAll("$1" + HIDDEN);
        shown = HEADER.matcher(shown).replaceAll("$1" + HIDDEN);
        shown = FIELD.matcher(shown).replaceAll("$1" + HIDDEN);
        return withoutUserInfo(shown);
    }

    /** A word of which a secret is a part is hidden whole: the rest may be the rest of another secret. */
    private String withoutWords(String text) {
        StringBuilder shown = new StringBuilder();
        int done = 0;
        Matcher matcher = literals.matcher(text);
        while (matcher.find()) {
            MatchResult found = matcher.toMatchResult();
            int start = found.start();
            int end = found.end();
            while (start > done && isOfWord(text.charAt(start - 1))) {
                start--;
            }
            while (end < text.length() && isOfWord(text.charAt(end))) {
                end++;
            }
            while (end > found.end() && text.charAt(end - 1) == '.') {
                end--;
            }
            if (isInOrdinaryWord(text, found)) {
                continue;
            }
            shown.append(text, done, start).append(HIDDEN);
            done = end;
            matcher.region(end, text.length());
        }
        return shown.append(text, done, text.length()).toString();
    }

    private static boolean isInOrdinaryWord(String text, MatchResult found) {
        String secret = found.group();
        boolean ordinary = secret.length() < SHORTEST_PART
                || secret.length() < NO_WORD && secret.chars().allMatch(Character::isLetter);
        return ordinary && (found.start() > 0 && Character.isLetterOrDigit(text.charAt(found.start() - 1))
                || found.end() < text.length() && Character.isLetterOrDigit(text.charAt(found.end())));
    }

    private static boolean isOfWord(char c) {
        return c > ' ' && END_OF_WORD.indexOf(c) < 0;
    }

    /** A login of several settings is in base64 with what is around it, so that it may begin at any of four places. */
    private boolean holdsSecret(String base64) {
        String text = base64.replaceAll("=+$", "").replace('-', '+').replace('_', '/');
        for (int start = 0; start < 4 && text.length() - start >= 8; start++) {
            int length = text.length() - start;
            String whole = text.substring(start, text.length() - (length % 4 == 1 ? 1 : 0));
            String decoded = new String(Base64.getDecoder().decode(whole), StandardCharsets.UTF_8);
            if (parts.stream().anyMatch(decoded::contains)) {
                return true;
            }
        }
        return false;
    }

    /** A value with its parts: several tokens, a user with a password, or the secret path of an address. */
    private static Stream<String> pieces(String value) {
        if (value.matches("(?s)https?://.*")) {
            try {
                String path = URI.create(value).getRawPath();
                return path != null && path.length() >= SHORTEST_PATH ? Stream.of(value, path) : Stream.of(value);
            } catch (IllegalArgumentException e) {
                return Stream.of(value);
            }
        }
        return Stream.concat(Stream.of(value), Stream.of(value.split("[,:]")).filter(part -> part.length() >= SHORTEST));
    }

    /** As forms, addresses and JSON write it. */
    private static Set<String> forms(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
        String json = text.replace("\\", "\\\\").replace("\"", "\\\"");
        String html = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return new TreeSet<>(
                List.of(text, encoded, encoded.replace("+", "%20"), json, json.replace("/", "\\/"), html,
                        html.replace("\"", "&quot;").replace("'", "&#39;")));
    }
}
