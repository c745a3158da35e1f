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

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.client.EgnyteMspAuthenticationException;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import io.github.egnytemsp.camel.simulator.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** From the first login to revocation, with the simulator as Egnyte and as the page in the browser. */
class AuthorizeCommandTest {

    private static final String TOKEN = "tok-8f2c1d";
    private static final String PASSWORD = "pas-77aa10";
    private static final String REDIRECT = "https://resellers.egnyte.com/accounts/login/";

    @TempDir
    private Path folder;
    private Path file;
    private Clock clock = Clock.fixed(Instant.parse("2026-11-01T10:00:00Z"), ZoneOffset.UTC);
    private Map<String, String> environment = Map.of("EGNYTE_MSP_KEYSTORE_PASSWORD", PASSWORD);
    private boolean typed;
    private EgnyteMspSimulator simulator;
    private final List<String> questions = new ArrayList<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void start() {
        simulator = EgnyteMspSimulator.builder().accessToken(TOKEN).callsPerSecond(0).start();
        file = folder.resolve("tokens.p12");
    }

    private StoredToken stored(String token) {
        return new StoredToken(token, new TokenAge(clock.instant(), null));
    }

    @AfterEach
    void stop() {
        simulator.close();
        assertThat(output()).doesNotContain(TOKEN).doesNotContain(PASSWORD);
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8) + String.join("\n", questions);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--keystore=" + file);
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new AuthorizeCommand(new AuthorizeCommand.Prompt() {
            @Override
            public String ask(String question, boolean secret) {
                questions.add((secret ? "(hidden) " : "") + question);
                return answers.poll();
            }

            @Override
            public boolean isTyped() {
                return typed;
            }
        }, out, environment, address -> false, clock).run(all.toArray(new String[0]));
    }

    private int authorize(String pasted) {
        answers.add("the-client-id");
        answers.add(pasted);
        return run("authorize", "--base-url=" + simulator.baseUrl());
    }

    /** What a person does: opens the printed address, and clicks. */
    private String browse(String address, String button) throws Exception {
        HttpClient browser = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
        HttpResponse<String> page = browser.send(HttpRequest.newBuilder(URI.create(address)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("/puboauth/token/" + button);
        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/puboauth/token/" + button))
                        .POST(HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    @Test
    void theAddressIsExactlyAsDocumented() {
        assertThat(ImplicitGrant.authorizationUrl(URI.create("https://acmemsp.egnyte.com"), "key"))
                .isEqualTo("https://acmemsp.egnyte.com/puboauth/token?client_id=key"
                           + "&redirect_uri=https://resellers.egnyte.com/accounts/login/&response_type=token");
    }

    @Test
    void aPersonGoesThroughTheBrowserAndTheTokenIsTriedAndStored() throws Exception {
        String address = ImplicitGrant.authorizationUrl(URI.create(simulator.baseUrl()), "the-client-id");

        assertThat(authorize(browse(address, "allow"))).as(output()).isEqualTo(AuthorizeCommand.OK);

        assertThat(output()).contains(address);
        assertThat(questions).hasSize(2).element(1).asString().startsWith("(hidden)");
        assertThat(new TokenKeystore(file, PASSWORD.toCharArray()).token("127.0.0.1:" + simulator.port()).token())
                .isEqualTo(TOKEN);
        assertThat(simulator.calls()).hasSize(1);
        assertThat(run("list")).isZero();
        assertThat(output()).contains("127.0.0.1:" + simulator.port());
        assertThat(run("check", "--base-url=" + simulator.baseUrl())).isZero();
        assertThat(run("remove", "--base-url=" + simulator.baseUrl())).isZero();
        assertThat(run("check", "--base-url=" + simulator.baseUrl())).isEqualTo(AuthorizeCommand.KEYSTORE);
    }

    private void passDays(int days) {
        clock = Clock.offset(clock, Duration.ofDays(days));
    }

    private String outputOf(String command) {
        printed.reset();
        assertThat(command.equals("list") ? run(command) : run(command, "--base-url=" + simulator.baseUrl())).as(output())
                .isZero();
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void listAndCheckShowTheAgeAndTheEndThatEgnyteSaid() {
        assertThat(authorize(REDIRECT + "#access_token=" + TOKEN + "&token_type=bearer&expires_in=2592000")).as(output())
                .isZero();
        assertThat(output()).contains("issued 2026-11-01, today, expires 2026-12-01");
        passDays(24);
        assertThat(outputOf("check")).contains("issued 2026-11-01, 24 days ago, expires 2026-12-01")
                .doesNotContain("Get a new one");
        passDays(1);
        assertThat(outputOf("list"))
                .isEqualTo("127.0.0.1:" + simulator.port() + ": issued 2026-11-01, 25 days ago, expires 2026-12-01\n");
        assertThat(outputOf("check")).contains("25 days ago").contains("accepts").contains("Get a new one soon");
        passDays(10);
        assertThat(outputOf("check")).as("never refused for its age").contains("35 days ago, expired 2026-12-01")
                .contains("accepts");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "&expires_in=", "&expires_in=soon", "&expires_in=0", "&expires_in=-1", "&expires_in=99999999999999999999",
            "&expires_in=%zz" })
    void withoutASensibleLifeTheTokenMayExpireAfter30Days(String fragment) {
        assertThat(authorize(REDIRECT + "#access_token=" + TOKEN + "&token_type=bearer" + fragment)).as(output()).isZero();
        passDays(1);
        assertThat(outputOf("list")).contains("issued 2026-11-01, 1 day ago, may expire 2026-12-01");
        passDays(39);
        assertThat(outputOf("check")).contains("40 days ago, may expire any day").contains("accepts");
    }

    @Test
    void aPasswordThatTheFileCannotHoldIsRefusedBeforeAnythingIsAsked() {
        for (String password : new String[] { "gr\u00fcn", "5 \u20ac" }) {
            environment = Map.of("EGNYTE_MSP_KEYSTORE_PASSWORD", password);
            assertThat(authorize(REDIRECT + "#access_token=" + TOKEN)).isEqualTo(AuthorizeCommand.USAGE);
            assertThat(output()).contains("Allowed are").doesNotContain(password);
        }
        assertThat(questions).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void thePasswordOfANewFileIsTypedTwiceByAPerson() {
        environment = Map.of();
        typed = true;
        answers.add("gr\u00fcn");
        assertThat(run("authorize", "--base-url=" + simulator.baseUrl())).isEqualTo(AuthorizeCommand.USAGE);
        assertThat(questions).as("refused before the second time").hasSize(1);
        questions.clear();
        answers.addAll(List.of(PASSWORD, "mistyped"));
        assertThat(run("authorize", "--base-url=" + simulator.baseUrl())).isEqualTo(AuthorizeCommand.USAGE);
        assertThat(output()).contains("passwords differ");
        assertThat(questions).hasSize(2).allMatch(question -> question.startsWith("(hidden)"));
        answers.addAll(List.of(PASSWORD, PASSWORD));
        assertThat(authorize(REDIRECT + "#access_token=" + TOKEN)).as(output()).isZero();
        questions.clear();
        answers.add(PASSWORD);
        assertThat(run("list")).isZero();
        assertThat(questions).hasSize(1);
    }

    @Test
    void afterAnAnswerThatSaysNothingOfTheTokenTheSameAddressCanBePastedAgain() {
        simulator.failNext(Fault.status(500));
        assertThat(authorize(REDIRECT + "#access_token=" + TOKEN)).isEqualTo(AuthorizeCommand.NOT_ACCEPTED);
        assertThat(output()).contains("500").contains("paste the same address");
        assertThat(authorize(REDIRECT + "#access_token=" + TOKEN)).as(output()).isZero();
    }

    @Test
    void denyingIsAnExitCodeOfItsOwn() throws Exception {
        String address = ImplicitGrant.authorizationUrl(URI.create(simulator.baseUrl()), "the-client-id");
        assertThat(authorize(browse(address, "deny"))).isEqualTo(AuthorizeCommand.DENIED);
        assertThat(output()).contains("access_denied");
        assertThat(file).doesNotExist();
    }

    @Test
    void aWrongAddressOrOneWithoutATokenIsNotStoredAndNotShown() {
        for (String pasted : new String[] {
                "https://evil.example/#access_token=" + TOKEN, TOKEN, "", REDIRECT, REDIRECT + "#token_type=bearer",
                REDIRECT + "#access_token=&token_type=bearer" }) {
            assertThat(authorize(pasted)).as(output()).isEqualTo(AuthorizeCommand.NO_TOKEN);
        }
        assertThat(file).doesNotExist();
        assertThat(simulator.calls()).isEmpty();
    }

    @Test
    void aTokenThatTheApiRefusesIsNotStored() {
        assertThat(authorize(REDIRECT + "#access_token=something-else&token_type=bearer"))
                .isEqualTo(AuthorizeCommand.NOT_ACCEPTED);
        simulator.close();
        assertThat(authorize(REDIRECT + "#access_token=" + TOKEN + "&token_type=bearer"))
                .isEqualTo(AuthorizeCommand.NOT_ACCEPTED);
        assertThat(file).doesNotExist();
    }

    @Test
    void wrongOptionsAreNamed() {
        assertThat(run("purge")).isEqualTo(AuthorizeCommand.USAGE);
        assertThat(run("--no-such-option=1")).isEqualTo(AuthorizeCommand.USAGE);
        assertThat(output()).contains("--no-such-option");
        assertThat(run("list", "--password=" + PASSWORD)).isEqualTo(AuthorizeCommand.USAGE);
        assertThat(run("check", "--domain=http://acmemsp.egnyte.com")).isEqualTo(AuthorizeCommand.USAGE);
        assertThat(run("help")).isZero();
        assertThat(output()).contains("Exit codes");
    }

    @Test
    void aForeignFileIsNotTouched() throws Exception {
        Files.writeString(file, "my shopping list");
        assertThat(authorize(REDIRECT + "#access_token=" + TOKEN + "&token_type=bearer")).isEqualTo(AuthorizeCommand.KEYSTORE);
        assertThat(file).hasContent("my shopping list");
        assertThat(questions).as("before the person does anything").isEmpty();
    }

    @Test
    void itWorksInAScriptFromTheClassPathAlone() throws Exception {
        // the classes of this project and the JDK, and nothing else
        Path classes = Path.of(AuthorizeCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path passwordFile = Files.writeString(folder.resolve("password"), PASSWORD);
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classes.toString(),
                AuthorizeCommand.class.getName(), "authorize", "--base-url=" + simulator.baseUrl(), "--client-id=key",
                "--keystore=" + file, "--password=file:" + passwordFile, "--no-browser").redirectErrorStream(true).start();
        process.getOutputStream()
                .write((REDIRECT + "#access_token=" + TOKEN + "&token_type=bearer\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("is stored").doesNotContain(TOKEN);
    }

    @Test
    void theComponentReadsTheStoreAndPicksUpANewTokenWithoutARestart() throws Exception {
        TokenKeystore store = new TokenKeystore(file, PASSWORD.toCharArray());
        String host = "127.0.0.1:" + simulator.port();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            EgnyteMspComponent component = new EgnyteMspComponent();
            component.getConfiguration().setBaseUrl(simulator.baseUrl());
            component.getConfiguration().setTokenKeystore(file.toString());
            component.getConfiguration().setKeystorePassword(PASSWORD);
            component.getConfiguration().setMaxCallsPerSecond(0);
            context.addComponent("egnyte-msp", component);
            context.start();

            assertThatThrownBy(() -> list(context)).isInstanceOf(EgnyteMspAuthenticationException.class)
                    .hasMessageContaining("authorize").hasMessageContaining(host).hasMessageContaining(file.toString());
            store.store(host, stored(TOKEN));
            list(context);
            simulator.revokeAccessToken(TOKEN);
            assertThatThrownBy(() -> list(context)).isInstanceOf(EgnyteMspAuthenticationException.class)
                    .hasMessageContaining("authorize");
            simulator.addAccessToken("tok-new");
            store.store(host, stored("tok-new"));
            list(context);
        }
    }

    private static void list(DefaultCamelContext context) throws Exception {
        Exchange exchange = context.createFluentProducerTemplate().to("egnyte-msp:webhooks").send();
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }
}
