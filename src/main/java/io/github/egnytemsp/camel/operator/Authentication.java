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

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.egnytemsp.camel.model.LogText;

/** Who sends a request: somebody with a session, or a program that knows the password. */
final class Authentication {

    /** What a page or a program sends, and no form and no picture of another site. */
    static final String HEADER = "X-Egnyte-Msp-Operator";
    private static final String COOKIE = "egnyte-msp-operator";
    private static final int MOST_COOKIES = 20;
    private static final int LONGEST_NAME = 60;
    private static final String NOBODY = "Log in, or send the password with HTTP Basic and the header " + HEADER + ": 1";

    private final OperatorSettings settings;
    private final Sessions sessions;
    private final Logins logins;

    Authentication(OperatorSettings settings, Sessions sessions, Logins logins) {
        this.settings = settings;
        this.sessions = sessions;
        this.logins = logins;
    }

    boolean isPasswordNeeded() {
        return settings.passwordFile() != null;
    }

    /**
     * What can be said without waiting.
     *
     * @throws RefusedException with 401 or 403
     */
    void precheck(OperatorRequest request) throws RefusedException {
        if (request.headers("Authorization").isEmpty()) {
            user(request);
        } else if (!"1".equals(request.header(HEADER))) {
            throw new RefusedException(401, "The header " + HEADER + ": 1 is missing");
        }
    }

    /**
     * Who sends a request.
     *
     * @return                  the name, as given
     * @throws RefusedException with 401, 403 or 429
     */
    String user(OperatorRequest request) throws RefusedException {
        boolean program = "1".equals(request.header(HEADER));
        if (!request.headers("Authorization").isEmpty()) {
            String[] credentials = basic(request.header("Authorization"));
            if (!program || credentials == null) {
                throw new RefusedException(401, program ? NOBODY : "The header " + HEADER + ": 1 is missing");
            }
            if (isPasswordNeeded()) {
                logins.verify(address(request), credentials[1]);
            }
            return named(credentials[0]);
        }
        Session session = session(request);
        if (session != null) {
            if (!"GET".equals(request.method())) {
                verifyPage(request, session);
            }
            return session.user();
        }
        if (program && !isPasswordNeeded()) {
            return named("");
        }
        throw new RefusedException(401, NOBODY);
    }

    private static void verifyPage(OperatorRequest request, Session session) throws RefusedException {
        if (request.headers("Origin").isEmpty()) {
            throw new RefusedException(403, "The Origin of the page is missing");
        }
        if (!Secrets.equal(request.header(HEADER), session.token())) {
            throw new RefusedException(403, "The token of the page is missing or wrong: load the page again");
        }
    }

    private static String[] basic(String header) {
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            String[] credentials
                    = new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8).split(":", 2);
            return credentials.length == 2 ? credentials : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A name for the log. */
    static String named(String name) {
        return name == null || name.isBlank() ? "operator" : LogText.of(name.strip(), LONGEST_NAME);
    }

    /** Who is slowed down by wrong passwords: behind a proxy, whom it names, which is the last one. */
    private String address(OperatorRequest request) {
        List<String> forwarded = settings.url() == null ? List.of() : request.headers("X-Forwarded-For");
        if (forwarded.isEmpty()) {
            return request.remoteAddress();
        }
        String all = forwarded.get(forwarded.size() - 1);
        return all.substring(all.lastIndexOf(',') + 1).strip();
    }

    /** The session of a request, or null. */
    Session session(OperatorRequest request) {
        return cookies(request).map(sessions::find).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /**
     * Begins a session if the password is right.
     *
     * @return                  what goes into the cookie
     * @throws RefusedException with 401 or 429
     */
    String logIn(OperatorRequest request, String name, String password) throws RefusedException {
        if (isPasswordNeeded()) {
            logins.verify(address(request), password);
        }
        return sessions.open(named(name));
    }

    void logOut(OperatorRequest request) {
        cookies(request).forEach(sessions::close);
    }

    /** The session that a cookie leads to. */
    Session session(String cookie) {
        return sessions.find(cookie);
    }

    /** What {@code Set-Cookie} says. */
    String setCookie(String value, String more) {
        return COOKIE + "=" + value + "; Path=/operator; HttpOnly; SameSite=Strict" + (settings.isHttps() ? "; Secure" : "")
               + more;
    }

    /** Pages at other ports and of subdomains can add cookies of the same name. */
    private static Stream<String> cookies(OperatorRequest request) {
        return request.headers("Cookie").stream().flatMap(header -> Stream.of(header.split(";"))).map(String::strip)
                .filter(pair -> pair.startsWith(COOKIE + "=")).map(pair -> pair.substring(COOKIE.length() + 1))
                .limit(MOST_COOKIES);
    }
}
