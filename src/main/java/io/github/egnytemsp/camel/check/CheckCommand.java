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
package io.github.egnytemsp.camel.check;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.egnytemsp.camel.EgnyteMspConfiguration;
import io.github.egnytemsp.camel.RegistrationMode;
import io.github.egnytemsp.camel.inbox.InboxInspection;
import io.github.egnytemsp.camel.inbox.InboxSettings;
import io.github.egnytemsp.camel.installation.Installation;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.apache.camel.main.HttpServerConfigurationProperties;

/**
 * The command {@code check}: looks at everything that an installation needs, and changes nothing. It makes no table, no
 * file, no webhook and no ticket, and sends no event, no mail and no message.
 */
public final class CheckCommand {

    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private final Installation installation;
    private final Map<String, String> environment;
    private final Clock clock;
    private final Report report;

    private CheckCommand(Installation installation, PrintStream out, Map<String, String> environment, Clock clock) {
        this.installation = installation;
        this.environment = environment;
        this.clock = clock;
        this.report = new Report(out, DEADLINE);
    }

    /**
     * Looks, and prints a line for each thing.
     *
     * @param  installation where files are
     * @param  out          gets the lines
     * @return              the exit code: 0 if all is right, 1 if something is wrong
     */
    public static int run(Installation installation, PrintStream out) {
        return new CheckCommand(installation, out, System.getenv(), Clock.systemDefaultZone()).run();
    }

    /** For tests: with other variables of the environment, of which Camel reads the real ones, and another clock. */
    static int run(Installation installation, PrintStream out, Map<String, String> environment, Clock clock) {
        return new CheckCommand(installation, out, environment, clock).run();
    }

    private int run() {
        Optional<String> problem = installation.problem();
        if (problem.isPresent()) {
            report.run(wrong("installation", problem.get() + "."));
            return report.end();
        }
        try (Settings settings = new Settings()) {
            installation.setUp(settings);
            try {
                settings.load();
            } catch (Exception e) {
                report.run(unreadable(e));
                return report.end();
            }
            report.hide(settings.secrets());
            for (Check check : checks(settings)) {
                report.run(check);
            }
        } catch (IOException | RuntimeException e) {
            report.run(unreadable(e));
        }
        return report.end();
    }

    private static Check unreadable(Exception failure) {
        return wrong("settings", "They cannot be read, so nothing else was checked: " + Reasons.of(failure));
    }

    private static Check wrong(String name, String words) {
        return new Check() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void run(Lines lines) {
                lines.wrong(words);
            }
        };
    }

    private List<Check> checks(Settings settings) throws IOException {
        Path shipped = installation.applicationProperties();
        KnownNames known = KnownNames.of(shipped, installation.localProperties(), installation.localRoutes());
        EgnyteMspConfiguration options = settings.options();
        RunningInstance instance = new RunningInstance(options.getPath());
        Map<String, String> defaults = PropertiesFile.read(shipped).settings();
        List<Check> checks = new ArrayList<>(
                List.of(
                        new SettingsCheck(installation.localProperties(), known, environment),
                        new ValuesCheck(settings, known, defaults),
                        new RequiredCheck(settings, known),
                        new FilesCheck(
                                () -> privateFiles(settings), installation::parts, installation.data(),
                                System.getProperty("user.name"))));
        List<PortsCheck.Listener> listeners = new ArrayList<>();
        checks.addAll(ports(settings, known, instance, listeners));
        checks.add(new OperatorCheck(settings.getCamelContext(), instance, listeners));
        checks.add(new RoutesCheck(installation, settings, known));
        Supplier<Set<String>> remembered = Set::of;
        try {
            DatabaseCheck database = new DatabaseCheck(inbox(settings), settings.inboxUrl());
            checks.add(database);
            remembered = database::remembered;
        } catch (IllegalArgumentException e) {
            checks.add(wrong("database", bySettings(e.getMessage(), known)));
        }
        checks.add(new AccessTokenCheck(settings, known, remembered, clock));
        TlsPeer peer = new TlsPeer(settings.getCamelContext());
        checks.add(new PublicAddressCheck(
                options.getWebhookUrl(), known.settingOf("webhookUrl"), options.getRegistration() == RegistrationMode.ensure,
                peer, eventsOf(settings.configure().httpServer()), instance, clock));
        checks.addAll(List.of(
                new MailCheck(settings, defaults), new HaloPsaCheck(settings), new ConnectWiseCheck(settings),
                new AutotaskCheck(settings), new MappingCheck(settings)));
        channels(settings).forEach(channel -> checks.add(new ChatCheck(settings, channel, peer)));
        checks.addAll(List.of(new QueueCheck(settings), new KafkaCheck(settings)));
        return checks;
    }

    /** The first one, and others that are on. */
    private static Set<String> channels(Settings settings) {
        return settings.names().stream().filter(name -> name.matches("(chat\\.[\\w-]+|alerts\\.chat)\\.enabled"))
                .filter(name -> name.equals("chat.1.enabled") || settings.isOn(name))
                .map(name -> name.substring(0, name.length() - ".enabled".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<Path, String> privateFiles(Settings settings) {
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(installation.localProperties(), "settings");
        EgnyteMspConfiguration options = settings.options();
        put(files, options.getTokenKeystore(), "access token");
        String password = options.getKeystorePassword();
        if (password != null && password.startsWith("file:")) {
            put(files, password.substring("file:".length()), "password of the access token");
        }
        put(files, settings.get("operator.passwordFile"), "operator's password");
        try {
            Path inbox = inbox(settings).file();
            if (inbox != null) {
                files.put(inbox, "events");
            }
        } catch (IllegalArgumentException e) {
            // said by the check of the database
        }
        return files;
    }

    private void put(Map<Path, String> files, String file, String what) {
        if (file != null && !file.isBlank()) {
            files.put(installation.data().resolve(file), what);
        }
    }

    private static List<Check> ports(
            Settings settings, KnownNames known, RunningInstance instance, List<PortsCheck.Listener> listeners) {
        List<Check> checks = new ArrayList<>();
        HttpServerConfigurationProperties server = settings.configure().httpServer();
        checks.add(new PortsCheck(
                "port of events",
                new PortsCheck.Listener(
                        server.getHost(), server.getPort(), known.settingOfCamel("camel.server.host"),
                        known.settingOfCamel("camel.server.port"),
                        !server.isUseGlobalSslContextParameters()),
                instance::receivesEvents, listeners));
        HttpManagementServerConfigurationProperties management = settings.configure().httpManagementServer();
        if (management.isEnabled()) {
            checks.add(new PortsCheck(
                    "port of health",
                    new PortsCheck.Listener(
                            management.getHost(), management.getPort(), known.settingOfCamel("camel.management.host"),
                            known.settingOfCamel("camel.management.port"),
                            false),
                    address -> instance.receivesEvents(eventsOf(server)), listeners));
        }
        return checks;
    }

    private static java.net.URI eventsOf(HttpServerConfigurationProperties server) {
        return new PortsCheck.Listener(server.getHost(), server.getPort(), "", "", false).asked();
    }

    /** What is wrong with options, with the names of their settings. */
    private static String bySettings(String message, KnownNames known) {
        String words = message;
        for (String option : List.of("inboxUrl", "inboxUser", "inboxPassword")) {
            words = words.replace(option, known.settingOf(option));
        }
        return words + ".";
    }

    private static InboxInspection inbox(Settings settings) {
        EgnyteMspConfiguration options = settings.options();
        return new InboxInspection(
                settings.getCamelContext(), new InboxSettings(
                        Objects.toString(settings.inboxUrl(), ""), options.getInboxUser(), options.getInboxPassword(), null,
                        Duration.ofMillis(options.getRetention())),
                settings.component().time());
    }
}
