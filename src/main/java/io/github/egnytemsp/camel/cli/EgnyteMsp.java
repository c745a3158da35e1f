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
package io.github.egnytemsp.camel.cli;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.auth.AuthorizeCommand;
import io.github.egnytemsp.camel.check.CheckCommand;
import io.github.egnytemsp.camel.installation.Installation;
import io.github.egnytemsp.camel.operator.PasswordCommand;
import org.apache.camel.impl.DefaultCamelContext;

/** The command {@code egnyte-msp}: one word for what to do, and the arguments of that. */
public final class EgnyteMsp {

    /** Done. */
    public static final int OK = 0;
    /** It could not be done; standard error says why. */
    public static final int FAILED = 1;
    /** Wrong use. */
    public static final int USAGE = 2;

    private static final String SIMULATOR = "io.github.egnytemsp.camel.simulator.EgnyteMspSimulator";
    private static final String HELP
            = """
                    Receives events of Egnyte's MSP API, keeps them, and brings them to mail, tickets, chat and queues.

                    egnyte-msp [command]

                      run          receive events until it is stopped (Ctrl-C, SIGTERM); the default
                      check        look at every setting, file and server, say what is wrong; changes nothing
                      authorize    get an access token, and store it in an encrypted file
                      tokens       list, check or remove stored tokens
                      simulator    play Egnyte on 127.0.0.1, to try all this without an account
                      password     set the password of the operator's page: egnyte-msp password operator-password
                      version      the versions of this product, Camel and Java
                      help         this text; help COMMAND tells the arguments of a command

                    Settings: %s
                    Data, and where relative paths are: %s
                    Exit codes: 0 done, 1 failed, 2 wrong use; 130 and 143 after Ctrl-C and SIGTERM. authorize and tokens have their own.
                    """;

    private EgnyteMsp() {
    }

    /**
     * Runs a command, and ends the process with its exit code.
     *
     * @param  arguments the command, and its arguments
     * @throws Exception never by what a person gave
     */
    public static void main(String[] arguments) throws Exception {
        String command = arguments.length == 0 ? "run" : arguments[0];
        String[] rest = arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        Installation installation = Installation.current();
        switch (command) {
            case "run" -> end(rest.length == 0 ? new RunCommand(installation, System.err).run() : other(command, rest));
            case "check" -> end(rest.length == 0 ? check(installation) : other(command, rest));
            case "authorize" -> AuthorizeCommand.main(with(command, rest));
            case "tokens" -> AuthorizeCommand.main(rest.length == 0 ? new String[] { "list" } : rest);
            case "simulator" -> simulator(rest);
            case "password" -> PasswordCommand.main(rest);
            case "version", "--version" -> end(rest.length == 0 ? version(System.out) : other(command, rest));
            case "help", "--help", "-h" -> help(installation, rest);
            default -> {
                System.err.println("There is no command " + command + "; see egnyte-msp help");
                end(USAGE);
            }
        }
    }

    /** What it has found are its lines, and no lines of the log between them. */
    private static int check(Installation installation) {
        System.setProperty("logback.configurationFile", "io/github/egnytemsp/camel/check/logback.xml");
        return CheckCommand.run(installation, System.out);
    }

    private static void end(int code) {
        // also when all is well: threads of a driver or a client may live on
        System.exit(code);
    }

    /** No argument but help. */
    private static int other(String command, String[] rest) {
        if (List.of("--help", "-h").contains(rest[0])) {
            System.out.println(
                    HELP.lines().filter(line -> line.strip().startsWith(command + " ")).findFirst().orElse("").strip());
            return OK;
        }
        System.err.println("egnyte-msp " + command + " has no argument " + rest[0]);
        return USAGE;
    }

    private static String[] with(String first, String[] rest) {
        String[] all = new String[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    private static void help(Installation installation, String[] rest) throws Exception {
        String about = rest.length == 0 ? "" : rest[0];
        Map<String, List<String>> own = Map.of("authorize", List.of("authorize", "--help"), "tokens", List.of("tokens", "help"),
                "simulator", List.of("simulator", "--help"), "password", List.of("password", "--help"));
        if (own.containsKey(about)) {
            main(own.get(about).toArray(String[]::new));
        } else if (List.of("run", "check", "version").contains(about)) {
            end(other(about, new String[] { "--help" }));
        } else if (!about.isEmpty()) {
            main(new String[] { about });
        }
        // this command runs in another folder, so that everybody can run it
        String data = System.getenv().getOrDefault("EGNYTE_MSP_DATA", installation.home().resolve("data").toString());
        System.out.printf(HELP, installation.localProperties(), Path.of(data).toAbsolutePath());
        end(OK);
    }

    private static int version(PrintStream out) {
        out.println("egnyte-msp " + version());
        out.println("Apache Camel " + new DefaultCamelContext(false).getVersion());
        out.println("Java " + Runtime.version() + ", " + System.getProperty("java.vendor"));
        return OK;
    }

    /** Of this product, as its jar says. */
    static String version() {
        String version = EgnyteMspComponent.class.getPackage().getImplementationVersion();
        return version == null ? "(from sources)" : version;
    }

    /** In a jar of its own, which an installation can do without. */
    private static void simulator(String[] arguments) throws Exception {
        Class<?> simulator;
        try {
            simulator = Class.forName(SIMULATOR);
        } catch (ClassNotFoundException e) {
            System.err.println("The simulator is not installed: its jar is missing in lib/simulator");
            end(FAILED);
            return;
        }
        try {
            simulator.getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
