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
package io.github.egnytemsp.camel.simulator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The page on which a person allows or denies access (OAuth 2.0 implicit grant), with what Egnyte documents: the only
 * {@code redirect_uri}, the only {@code response_type}, and 100 requests an hour, then 409 with {@code Retry-After}.
 */
final class AuthorizationPage implements Router.Resource {

    static final String PATH = "/puboauth";

    private static final String REDIRECT_URI = "https://resellers.egnyte.com/accounts/login/";
    private static final int REQUESTS_AN_HOUR = 100;
    private static final Duration HOUR = Duration.ofHours(1);

    private final Supplier<String> token;
    private final Clock clock;
    private Instant hourBegan = Instant.MIN;
    private int requests;

    /**
     * @param token the access token that a person gets
     * @param clock for the limit
     */
    AuthorizationPage(Supplier<String> token, Clock clock) {
        this.token = token;
        this.clock = clock;
    }

    @Override
    public void addTo(Router router) {
        router.on("GET", PATH + "/token", this::page);
        router.on("POST", PATH + "/token/allow", request -> redirect("access_token="
                                                                     + URLEncoder.encode(token.get(), StandardCharsets.UTF_8)
                                                                     + "&token_type=bearer"));
        router.on("POST", PATH + "/token/deny", request -> redirect("error=access_denied"));
    }

    static Answer error(int status, String message) {
        return Answer.html(status, "<h1>" + message + "</h1>");
    }

    private Answer page(Request request) {
        long wait = secondsToWait();
        if (wait > 0) {
            return error(409, "Too many requests").with("Retry-After", Long.toString(wait));
        }
        if (request.query("client_id").filter(id -> !id.isBlank()).isEmpty()) {
            return error(400, "client_id is missing");
        }
        if (!request.query("redirect_uri").equals(java.util.Optional.of(REDIRECT_URI))) {
            return error(400, "redirect_uri must be " + REDIRECT_URI);
        }
        if (!request.query("response_type").equals(java.util.Optional.of("token"))) {
            return error(400, "response_type must be token");
        }
        return Answer.html(200, """
                <!DOCTYPE html>
                <title>Simulated Egnyte</title>
                <h1>An application asks for access</h1>
                <p>This is the simulator. After a click, the address in the browser's address bar is what the authorization
                command asks for; the page itself need not load.</p>
                <form method="post" action="/puboauth/token/allow"><button>Allow Access</button></form>
                <form method="post" action="/puboauth/token/deny"><button>Deny</button></form>
                """);
    }

    private synchronized long secondsToWait() {
        Instant now = clock.instant();
        if (hourBegan.equals(Instant.MIN) || !now.isBefore(hourBegan.plus(HOUR))) {
            hourBegan = now;
            requests = 0;
        }
        requests++;
        return requests <= REQUESTS_AN_HOUR ? 0 : Math.max(1, Duration.between(now, hourBegan.plus(HOUR)).toSeconds());
    }

    private static Answer redirect(String fragment) {
        return new Answer(302, Map.of("Location", REDIRECT_URI + "#" + fragment), new byte[0]);
    }
}
