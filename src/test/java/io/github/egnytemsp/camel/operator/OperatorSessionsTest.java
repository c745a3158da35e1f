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

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Sessions and passwords while time passes. */
class OperatorSessionsTest {

    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private static Path folder;
    private static PasswordFile file;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);
    private OperatorGate gate;

    /** A request without a server. */
    private record Sent(String method, String target, Map<String, String> fields,
            String remoteAddress) implements OperatorRequest {

        @Override
        public List<String> headers(String name) {
            String value = fields.get(name);
            return value == null ? List.of() : List.of(value);
        }

        @Override
        public Iterable<String> headerNames() {
            return fields.keySet();
        }
    }

    @BeforeAll
    static void writePassword() throws Exception {
        file = new PasswordFile(folder.resolve("password"));
        file.write(PASSWORD);
    }

    @BeforeEach
    void start() {
        gate = gate("http://operator.msp.example");
    }

    private OperatorGate gate(String url) {
        OperatorSettings settings = new OperatorSettings(true, "127.0.0.1", 8081, folder.resolve("password"), URI.create(url));
        return new OperatorGate(
                new OriginCheck(settings), new Authentication(settings, new Sessions(now::get), new Logins(file, now::get)));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private OperatorAnswer send(String from, String method, String path, String body, String... headers) {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.putAll(Map.of("Host", "127.0.0.1:8081", "Content-Type", "application/json"));
        for (int i = 0; i < headers.length; i += 2) {
            fields.put(headers[i], headers[i + 1]);
        }
        Sent request = new Sent(method, OperatorGate.API + path, fields, from);
        OperatorAnswer refused = gate.refuse(request);
        return refused != null ? refused : gate.answer(request, body.getBytes(StandardCharsets.UTF_8));
    }

    private OperatorAnswer logIn(String from, String password, String... headers) {
        return send(from, "POST", "login", "{\"name\":\"dana\",\"password\":\"" + password + "\"}", headers);
    }

    private OperatorAnswer session(String cookie) {
        return send("192.0.2.1", "GET", "session", "", "Cookie", cookie);
    }

    private static String cookie(OperatorAnswer answer) {
        assertThat(answer.status()).as(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(200);
        return answer.headers().get("Set-Cookie").split(";")[0];
    }

    @Test
    void aSessionEndsWhenNobodyUsesIt() {
        String cookie = cookie(logIn("192.0.2.1", PASSWORD));
        pass(Sessions.IDLE.minusSeconds(1));
        assertThat(session(cookie).status()).isEqualTo(200);
        pass(Sessions.IDLE.minusSeconds(1));
        assertThat(session(cookie).status()).as("used in between").isEqualTo(200);
        pass(Sessions.IDLE);
        assertThat(session(cookie).status()).isEqualTo(401);
        pass(Duration.ofSeconds(-1));
        assertThat(session(cookie).status()).as("for ever").isEqualTo(401);
    }

    @Test
    void aSessionEndsAfterHalfADayHoweverMuchItIsUsed() {
        String cookie = cookie(logIn("192.0.2.1", PASSWORD));
        Duration step = Duration.ofMinutes(20);
        for (Duration passed = Duration.ZERO; passed.plus(step).compareTo(Sessions.LONGEST) < 0; passed = passed.plus(step)) {
            pass(step);
            assertThat(session(cookie).status()).as(passed.toString()).isEqualTo(200);
        }
        pass(step);
        assertThat(session(cookie).status()).isEqualTo(401);
    }

    @Test
    void anEndedSessionIsForgottenAndItsCookieToo() throws Exception {
        String cookie = cookie(logIn("192.0.2.1", PASSWORD));
        String token = new ObjectMapper().readTree(session(cookie).body()).get("token").textValue();
        OperatorAnswer answer
                = send("192.0.2.1", "POST", "logout", "", "Cookie", cookie, "X-Egnyte-Msp-Operator", token, "Origin",
                        "http://127.0.0.1:8081");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("Set-Cookie")).startsWith("egnyte-msp-operator=; ").contains("Max-Age=0");
        assertThat(session(cookie).status()).isEqualTo(401);
    }

    @Test
    void thereAreOnlySoManySessionsAndTheOneThatWasUsedLeastRecentlyGivesWay() {
        String first = cookie(logIn("192.0.2.1", PASSWORD));
        String second = cookie(logIn("192.0.2.1", PASSWORD));
        pass(Duration.ofSeconds(1));
        assertThat(session(first).status()).isEqualTo(200);
        for (int i = 2; i <= Sessions.MOST; i++) {
            pass(Duration.ofSeconds(1));
            cookie(logIn("192.0.2.1", PASSWORD));
        }
        assertThat(session(first).status()).isEqualTo(200);
        assertThat(session(second).status()).isEqualTo(401);
    }

    @Test
    void nobodyChoosesTheCookie() {
        String chosen = "egnyte-msp-operator=" + "0".repeat(64);
        OperatorAnswer answer = send("192.0.2.1", "POST", "login", "{\"password\":\"" + PASSWORD + "\"}", "Cookie", chosen);
        assertThat(cookie(answer)).isNotEqualTo(chosen);
        assertThat(session(chosen).status()).isEqualTo(401);
    }

    @Test
    void theSuccessOfSomebodyElseGivesNoMoreTries() {
        for (int i = 0; i < Logins.FREE; i++) {
            assertThat(logIn("192.0.2.1", PASSWORD).status()).isEqualTo(200);
            assertThat(logIn("192.0.2.1", "wrong password " + i).status()).isEqualTo(401);
        }
        assertThat(logIn("192.0.2.1", "wrong password").status()).isEqualTo(429);
    }

    @Test
    void behindAProxyWhomItNamesIsSlowedDownAndNobodyElse() {
        for (int i = 0; i < Logins.FREE; i++) {
            assertThat(logIn("127.0.0.1", "wrong " + i, "X-Forwarded-For", i + ".example, 192.0.2.1").status()).isEqualTo(401);
        }
        assertThat(logIn("127.0.0.1", PASSWORD, "X-Forwarded-For", "192.0.2.2, 192.0.2.1").status()).isEqualTo(429);
        assertThat(logIn("127.0.0.1", PASSWORD, "X-Forwarded-For", "192.0.2.1, 192.0.2.2").status()).isEqualTo(200);
    }

    @Test
    void whoGuessesIsSlowedDownAndTheRightOneGetsInAfterThePause() {
        for (int i = 0; i < Logins.FREE; i++) {
            assertThat(logIn("192.0.2.1", "wrong password " + i).status()).isEqualTo(401);
        }
        OperatorAnswer early = logIn("192.0.2.1", PASSWORD);
        assertThat(early.status()).as("without a look at it").isEqualTo(429);
        assertThat(early.headers()).containsEntry("Retry-After", "1");
        assertThat(logIn("192.0.2.2", PASSWORD).status()).as("another address").isEqualTo(200);
        pass(Logins.SHORTEST_PAUSE);
        assertThat(logIn("192.0.2.1", "wrong password").status()).isEqualTo(401);
        pass(Logins.SHORTEST_PAUSE);
        assertThat(logIn("192.0.2.1", PASSWORD).status()).as("the pause grows").isEqualTo(429);
        for (int i = 0; i < 100; i++) {
            logIn("192.0.2.1", PASSWORD);
        }
        pass(Logins.SHORTEST_PAUSE);
        assertThat(logIn("192.0.2.1", PASSWORD).status()).as("but not by what comes early").isEqualTo(200);
        assertThat(logIn("192.0.2.1", "wrong password").status()).as("it begins anew").isEqualTo(401);
    }

    @Test
    void noPauseIsLong() {
        for (int i = 0; i < 40; i++) {
            pass(Logins.LONGEST_PAUSE);
            assertThat(logIn("192.0.2.1", "wrong password " + i).status()).isEqualTo(401);
        }
        pass(Logins.LONGEST_PAUSE);
        assertThat(logIn("192.0.2.1", PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void manyAddressesHaveOnlySoManyTriesTogether() {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < Logins.BURST + 10; i++) {
            statuses.add(logIn("192.0.2." + i, "wrong password").status());
        }
        assertThat(statuses.subList(0, Logins.BURST)).containsOnly(401);
        assertThat(statuses.subList(Logins.BURST, statuses.size())).containsOnly(429);
        pass(Duration.ofSeconds(1));
        assertThat(logIn("198.51.100.1", PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void manyTriesAtOnceAreNoMoreThanManyInARow() {
        List<CompletableFuture<Integer>> tries = IntStream.range(0, 30)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> logIn("192.0.2.1", "wrong password " + i).status()))
                .toList();
        assertThat(tries.stream().map(CompletableFuture::join).filter(status -> status == 401)).hasSize(Logins.FREE);
    }

    @Test
    void aProgramThatIsRightDoesNotPayForEachCall() {
        String right = OperatorPage.basic("script:" + PASSWORD);
        for (int i = 0; i < 200; i++) {
            // the precheck lets it pass; there is no such route here
            assertThat(send("192.0.2.1", "POST", "logout", "", "Authorization", right, "X-Egnyte-Msp-Operator", "1").status())
                    .isEqualTo(200);
        }
        String wrong = OperatorPage.basic("script:wrong password");
        assertThat(send("192.0.2.1", "POST", "logout", "", "Authorization", wrong, "X-Egnyte-Msp-Operator", "1").status())
                .isEqualTo(401);
    }

    @Test
    void aNewPasswordInTheFileCountsAtOnce(@TempDir Path other) throws Exception {
        PasswordFile changing = new PasswordFile(other.resolve("password"));
        changing.write(PASSWORD);
        Logins logins = new Logins(changing, now::get);
        logins.verify("192.0.2.1", PASSWORD);
        changing.write("another password");
        logins.verify("192.0.2.1", "another password");
        assertThatThrownBy(() -> logins.verify("192.0.2.1", PASSWORD))
                .isInstanceOf(RefusedException.class);
    }
}
