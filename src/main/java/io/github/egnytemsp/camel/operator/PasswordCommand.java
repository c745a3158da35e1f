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

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;

/**
 * The command that makes the file of the operator's password, or changes it. It needs the JDK alone:
 * {@code java -cp camel-egnyte-msp.jar io.github.egnytemsp.camel.operator.PasswordCommand FILE}.
 */
public final class PasswordCommand {

    /** Done. */
    public static final int OK = 0;
    /** The password is too short, mistyped or missing, or the file cannot be written. */
    public static final int FAILED = 1;
    /** Wrong use. */
    public static final int USAGE = 2;

    private static final String HELP = """
            Makes the file of the operator's password (operator.passwordFile), or changes the password in it.

            The one argument is the file. The password has at least %d characters. It is asked for twice; without a terminal,
            it is the first line of standard input.
            Exit codes: 0 done, 1 not done, 2 wrong use.
            """.formatted(PasswordFile.SHORTEST);

    private final Function<String, String> prompt;
    private final boolean typed;
    private final PrintStream out;

    /**
     * @param prompt asks for a password that is not shown; null at the end of the input
     * @param typed  whether a person types, and may mistype
     */
    PasswordCommand(Function<String, String> prompt, boolean typed, PrintStream out) {
        this.prompt = prompt;
        this.typed = typed;
        this.out = out;
    }

    /**
     * Runs the command, and ends the process with its exit code.
     *
     * @param arguments the file
     */
    public static void main(String[] arguments) {
        System.exit(terminal().run(arguments));
    }

    private static PasswordCommand terminal() {
        Console console = System.console();
        if (console != null) {
            return new PasswordCommand(question -> {
                char[] answer = console.readPassword("%s", question);
                return answer == null ? null : new String(answer);
            }, true, System.out);
        }
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return new PasswordCommand(question -> {
            try {
                return input.readLine();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, false, System.out);
    }

    int run(String... arguments) {
        if (arguments.length == 1 && Arrays.asList("help", "--help", "-h").contains(arguments[0])) {
            out.print(HELP);
            return OK;
        }
        if (arguments.length != 1 || arguments[0].isBlank() || arguments[0].startsWith("-")) {
            out.print(HELP);
            return USAGE;
        }
        try {
            Path file = Path.of(arguments[0]);
            new PasswordFile(file).write(password());
            out.println("The password is in " + file + ", as a hash. Set operator.passwordFile to this file.");
            return OK;
        } catch (IllegalArgumentException | UncheckedIOException e) {
            out.println("Error: " + e.getMessage());
            return FAILED;
        } catch (IOException e) {
            out.println("Error: the file cannot be written (" + e + ")");
            return FAILED;
        }
    }

    private String password() {
        String password = prompt.apply("Password for the operator's page: ");
        if (password == null) {
            throw new IllegalArgumentException("There is no password on standard input");
        }
        if (typed && !password.equals(prompt.apply("Repeat it: "))) {
            throw new IllegalArgumentException("The two passwords differ");
        }
        return password;
    }
}
