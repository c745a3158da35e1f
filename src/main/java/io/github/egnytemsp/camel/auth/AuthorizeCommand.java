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

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.egnytemsp.camel.model.BaseUrl;

/**
 * The command that a newcomer runs once to get an access token and to store it encrypted. It needs the JDK alone, so
 * that the plain jar runs it: {@code java -jar camel-egnyte-msp.jar authorize}.
 */
public final class AuthorizeCommand {

    /** Done. */
    public static final int OK = 0;
    /** Wrong or missing options. */
    public static final int USAGE = 1;
    /** The person, or Egnyte, denied access. */
    public static final int DENIED = 2;
    /** What was pasted is not the address, or has no token. */
    public static final int NO_TOKEN = 3;
    /** The API did not accept the token, or could not be reached; nothing was stored. */
    public static final int NOT_ACCEPTED = 4;
    /** The token file cannot be read or written, or has no token of the domain. */
    public static final int KEYSTORE = 5;

    private static final Set<String> COMMANDS = Set.of("authorize", "list", "check", "remove", "help");
    private static final Set<String> OPTIONS = Set.of("domain", "client-id", "keystore", "password", "base-url");
    private static final Set<String> SWITCHES = Set.of("no-browser", "no-check", "help");
    private static final String PASSWORD_VARIABLE = "EGNYTE_MSP_KEYSTORE_PASSWORD";
    private static final String DEFAULT_KEYSTORE = "egnyte-msp-tokens.p12";
    private static final String HELP = """
            Gets an access token of Egnyte's MSP API once, and stores it in an encrypted file.

            %s

              authorize   ask for what is missing, open the browser, take the address that it lands on, try and store the token
              list        the domains in the file, and how old their tokens are
              check       try the stored token of a domain with one call
              remove      remove the token of a domain from the file

              --domain=NAME       the NFR domain: acmemsp, acmemsp.egnyte.com or an https URL
              --client-id=KEY     the client id (API key) of your developer registration
              --keystore=FILE     the file, %s if not given
              --password=file:F   the file's password is the first line of F; else the variable %s, else asked for
              --base-url=URL      instead of --domain: an address as it is (the simulator)
              --no-browser        do not open a browser
              --no-check          store the token without trying it

            Without a terminal, answers are read from standard input, a line each, in the order in which they are asked for.
            Exit codes: 0 done, 1 wrong options, 2 denied, 3 no token in what was pasted, 4 token not accepted or API not
            reached, 5 token file.
            """.formatted(CommandName.usage(), DEFAULT_KEYSTORE, PASSWORD_VARIABLE);

    private final Prompt prompt;
    private final PrintStream out;
    private final Map<String, String> environment;
    private final Browser browser;
    private final Clock clock;

    /** Asks a person, or a script. */
    @FunctionalInterface
    interface Prompt {

        /**
         * Asks.
         *
         * @param  question    what to show
         * @param  secret      whether the answer must not be shown
         * @return             the answer, or null at the end of the input
         * @throws IOException if nothing can be read
         */
        String ask(String question, boolean secret) throws IOException;

        /** Whether a person types the answers, unseen if they are secret, and may mistype them. */
        default boolean isTyped() {
            return false;
        }
    }

    /** Opens an address, where there is a browser. */
    @FunctionalInterface
    interface Browser {

        /** Whether it was opened. */
        boolean open(URI address);
    }

    private static final class ExitException extends Exception {

        private static final long serialVersionUID = 1L;
        private final int code;

        ExitException(int code, String message) {
            super(message);
            this.code = code;
        }
    }

    /**
     * @param clock the time, and the zone of the dates that are shown
     */
    AuthorizeCommand(Prompt prompt, PrintStream out, Map<String, String> environment, Browser browser, Clock clock) {
        this.prompt = prompt;
        this.out = out;
        this.environment = environment;
        this.browser = browser;
        this.clock = clock;
    }

    /**
     * Runs the command, and ends the process with its exit code.
     *
     * @param arguments see {@code help}
     */
    public static void main(String[] arguments) {
        System.exit(new AuthorizeCommand(
                terminal(), System.out, System.getenv(), AuthorizeCommand::openBrowser, Clock.systemDefaultZone())
                .run(arguments));
    }

    private static Prompt terminal() {
        Console console = System.console();
        if (console != null) {
            return new Prompt() {
                @Override
                public String ask(String question, boolean secret) {
                    if (!secret) {
                        return console.readLine("%s", question);
                    }
                    char[] answer = console.readPassword("%s", question);
                    return answer == null ? null : new String(answer);
                }

                @Override
                public boolean isTyped() {
                    return true;
                }
            };
        }
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        return (question, secret) -> {
            System.out.println(question);
            return input.readLine();
        };
    }

    /** With a program, because {@code java.awt} is a module that not every runtime has. */
    private static boolean openBrowser(URI address) {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        boolean hasScreen = os.contains("mac") || os.contains("win") || System.getenv("DISPLAY") != null
                || System.getenv("WAYLAND_DISPLAY") != null;
        if (!hasScreen) {
            return false;
        }
        List<String> command = os.contains("mac") ? List.of("open", address.toString())
                : os.contains("win") ? List.of("rundll32", "url.dll,FileProtocolHandler", address.toString())
                : List.of("xdg-open", address.toString());
        try {
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    int run(String... arguments) {
        try {
            Map<String, String> options = new HashMap<>();
            String command = parse(arguments, options);
            if (command.equals("help") || options.containsKey("help")) {
                out.print(HELP);
                return OK;
            }
            TokenKeystore keystore = keystore(options, command.equals("authorize"));
            switch (command) {
                case "list" -> list(keystore);
                case "check" -> check(keystore, baseUrl(options));
                case "remove" -> remove(keystore, baseUrl(options));
                default -> authorize(keystore, baseUrl(options), options);
            }
            return OK;
        } catch (ExitException e) {
            return fail(e.code, e);
        } catch (TokenKeystoreException e) {
            return fail(KEYSTORE, e);
        } catch (IllegalArgumentException e) {
            return fail(USAGE, e);
        } catch (ImplicitGrant.DeniedException e) {
            return fail(DENIED, e);
        } catch (IOException e) {
            return fail(NO_TOKEN, e);
        }
    }

    private int fail(int code, Exception e) {
        out.println("Error: " + e.getMessage());
        return code;
    }

    private static String parse(String[] arguments, Map<String, String> options) {
        Deque<String> words = new ArrayDeque<>(List.of(arguments));
        String command = words.isEmpty() || words.peek().startsWith("-") ? "authorize" : words.poll();
        if (!COMMANDS.contains(command)) {
            throw new IllegalArgumentException("There is no command " + command + "; see help");
        }
        while (!words.isEmpty()) {
            String word = words.poll();
            String name = word.replaceFirst("^--", "").replaceFirst("=.*$", "");
            if (!word.startsWith("--") || !OPTIONS.contains(name) && !SWITCHES.contains(name)) {
                // a value may be a secret: only the name is shown
                throw new IllegalArgumentException(
                        "There is no option " + (word.startsWith("--") ? "--" + name : "like that")
                                                   + "; see help");
            }
            boolean isSwitch = SWITCHES.contains(name);
            int equals = word.indexOf('=');
            String value = equals >= 0 ? word.substring(equals + 1) : isSwitch ? "" : words.poll();
            if (value == null || value.isBlank() != isSwitch) {
                throw new IllegalArgumentException("--" + name + (isSwitch ? " takes no value" : " needs a value"));
            }
            options.put(name, value);
        }
        return command;
    }

    private TokenKeystore keystore(Map<String, String> options, boolean mayBeNew) throws IOException {
        Path file = Path.of(options.getOrDefault("keystore", DEFAULT_KEYSTORE));
        String password = options.get("password");
        if (password != null && !password.startsWith("file:")) {
            throw new IllegalArgumentException(
                    "--password is file: and a path, because other users of this machine see options: or set "
                                               + PASSWORD_VARIABLE);
        }
        if (password == null) {
            password = environment.get(PASSWORD_VARIABLE);
        }
        if (password == null) {
            password = prompt.ask("Password of the token file " + file + ": ", true);
            TokenKeystore keystore = new TokenKeystore(file, KeystorePassword.read(password));
            if (mayBeNew && prompt.isTyped() && Files.notExists(file)
                    && !Objects.equals(password, prompt.ask("The file is new. Repeat its password: ", true))) {
                throw new IllegalArgumentException("The two passwords differ");
            }
            return keystore;
        }
        return new TokenKeystore(file, KeystorePassword.read(password));
    }

    private URI baseUrl(Map<String, String> options) throws IOException {
        String base = options.get("base-url");
        String domain = options.get("domain");
        if (base == null && domain == null) {
            domain = prompt.ask("NFR domain (acmemsp or acmemsp.egnyte.com): ", false);
        }
        return BaseUrl.of(domain, base);
    }

    private void list(TokenKeystore keystore) throws IOException {
        List<String> domains = keystore.domains();
        for (String domain : domains) {
            out.println(domain + ": " + keystore.token(domain).age().inWords(clock));
        }
        if (domains.isEmpty()) {
            out.println("No token is stored.");
        }
    }

    private void check(TokenKeystore keystore, URI baseUrl) throws IOException, ExitException {
        String host = BaseUrl.host(baseUrl);
        StoredToken token = keystore.token(host);
        if (token == null) {
            throw new ExitException(KEYSTORE, "No token of " + host + " is stored: run authorize");
        }
        out.println("The token of " + host + ": " + token.age().inWords(clock) + ".");
        tryOut(baseUrl, token.token(), "Try again later");
        out.println("The API accepts it."
                    + (token.age().isEnding(clock.instant()) ? " Get a new one soon: run authorize again." : ""));
    }

    private void remove(TokenKeystore keystore, URI baseUrl) throws IOException, ExitException {
        String host = BaseUrl.host(baseUrl);
        if (!keystore.remove(host)) {
            throw new ExitException(KEYSTORE, "No token of " + host + " is stored");
        }
        out.println(
                "The token of " + host + " is removed from the file. It stays valid at Egnyte until access is revoked there.");
    }

    private void authorize(TokenKeystore keystore, URI baseUrl, Map<String, String> options)
            throws IOException, ExitException, ImplicitGrant.DeniedException {
        // before the person does anything: a wrong password, a damaged file, or a folder that cannot be written
        keystore.requireWritable();
        String clientId = options.get("client-id");
        if (clientId == null) {
            clientId = prompt.ask("Client id (API key): ", false);
        }
        if (clientId == null || clientId.isBlank()) {
            throw new IllegalArgumentException("The client id is missing: --client-id");
        }
        String address = ImplicitGrant.authorizationUrl(baseUrl, clientId.trim());
        out.println("Open this address in a browser, log in, and allow:");
        out.println();
        out.println("  " + address);
        out.println();
        if (!options.containsKey("no-browser") && browser.open(URI.create(address))) {
            out.println("(It should be open in your browser now.)");
        }
        String pasted = prompt.ask("Then paste the address from the browser's address bar (it is not shown): ", true);
        if (pasted == null || pasted.isBlank()) {
            throw new ExitException(NO_TOKEN, "Nothing was pasted");
        }
        StoredToken token = token(pasted);
        if (!options.containsKey("no-check")) {
            tryOut(baseUrl, token.token(),
                    "Nothing was stored. Try again later, and paste the same address; or use --no-check");
        }
        String host = BaseUrl.host(baseUrl);
        keystore.store(host, token);
        out.println("The token of " + host + " is stored: " + token.age().inWords(clock) + ".");
        if (!token.age().isEndKnown()) {
            out.println(
                    "Egnyte returned no lifetime: it may be 30 days. Health checks and the log warn from day 25 on.");
        }
        out.println(CommandName.settings());
    }

    private StoredToken token(String pasted) throws ExitException, ImplicitGrant.DeniedException {
        try {
            return ImplicitGrant.token(pasted, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        } catch (IllegalArgumentException e) {
            throw new ExitException(NO_TOKEN, e.getMessage());
        }
    }

    /** One call. Not over camel-http: the plain jar has the JDK alone. */
    private static void tryOut(URI baseUrl, String token, String later) throws ExitException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/pubapi/v1/msp/webhooks"))
                .timeout(Duration.ofSeconds(30)).header("Authorization", "Bearer " + token).header("Accept", "application/json")
                .build();
        try {
            HttpResponse<?> answer = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build()
                    .send(request, HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() != 200) {
                throw new ExitException(
                        NOT_ACCEPTED,
                        "The API at " + baseUrl + " answered " + answer.statusCode() + ": " + meaning(answer, later));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new ExitException(
                    NOT_ACCEPTED,
                    "The API at " + baseUrl + " cannot be reached (" + e.getClass().getSimpleName() + "). " + later);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExitException(NOT_ACCEPTED, "Interrupted");
        }
    }

    private static String meaning(HttpResponse<?> answer, String later) {
        int status = answer.statusCode();
        String reason = answer.headers().firstValue("X-Mashery-Error-Code").orElse("");
        if (status == 401 || reason.equals("ERR_403_DEVELOPER_INACTIVE")) {
            return "it does not accept the token. Authorize again";
        }
        if (status == 429 || reason.startsWith("ERR_403_DEVELOPER_OVER_")) {
            return "too many calls were made with this token. " + later;
        }
        return status == 403 ? "the user of this token may not use the MSP API" : "it failed. " + later;
    }
}
