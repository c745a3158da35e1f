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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.egnytemsp.camel.demo.FreePort;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.installation.Installation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An installation with the shipped routes and settings of the test's own. */
abstract class CheckFixture {

    static final String TOKEN = "simulator-token";
    static final String SECRET = "s3cr3t-of-the-webhook";

    @TempDir
    Path folder;
    final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    Clock clock = Clock.systemDefaultZone();

    /**
     * What the command has printed.
     *
     * @param code  the exit code
     * @param lines the lines
     */
    record Printed(int code, List<String> lines) {

        /** The lines about a thing. */
        List<String> about(String what) {
            return lines.stream().filter(line -> line.length() > 24 && line.substring(7).startsWith(what)).toList();
        }
    }

    @BeforeEach
    void install() throws IOException {
        Files.createDirectories(configuration());
        Files.createDirectories(data());
        Files.createDirectories(home());
        Files.createSymbolicLink(home().resolve("routes"), Path.of("routes").toAbsolutePath());
        set("egnyte-msp.nfrDomain", "acmemsp");
        set("egnyte-msp.accessToken", TOKEN);
        set("egnyte-msp.webhook.token", SECRET);
        // nobody is there
        set("camel.component.egnyte-msp.baseUrl", "http://127.0.0.1:" + FreePort.find());
        set("inbox.url", "jdbc:sqlite:" + data().resolve("inbox.db"));
        set("events.port", String.valueOf(FreePort.find()));
    }

    /** The files of the shipped routes, as in an installed folder. */
    Path home() {
        return folder.resolve("home");
    }

    Path configuration() {
        return folder.resolve("conf");
    }

    Path data() {
        return folder.resolve("data");
    }

    Path local() {
        return configuration().resolve("local.properties");
    }

    Installation installation() {
        return new Installation(home(), configuration(), data());
    }

    /** Sets something in local.properties; null takes it out. */
    final void set(String name, String value) {
        if (value == null) {
            settings.remove(name);
        } else {
            settings.put(name, value);
        }
    }

    final void set(Map<String, String> more) {
        more.forEach(this::set);
    }

    final void write(String more) throws IOException {
        StringBuilder text = new StringBuilder();
        settings.forEach((name, value) -> text.append(name).append('=').append(value.replace("\\", "\\\\")).append('\n'));
        Files.writeString(local(), text + more);
        Files.setPosixFilePermissions(local(), PosixFilePermissions.fromString("rw-------"));
    }

    /** Writes the settings and runs the command. */
    final Printed check() throws IOException {
        write("");
        return run();
    }

    /**
     * Routes that keep their events in this installation. Their database is open: the command must not see how it is
     * made.
     */
    final ShippedRoutes startRoutes(Map<String, String> properties, String... files) throws Exception {
        ShippedRoutes routes = new ShippedRoutes(data(), properties, files);
        await().until(() -> Files.exists(data().resolve("inbox.db-wal")));
        return routes;
    }

    /** Runs the command. Whatever it finds: it shows no secret, and no file is another one afterwards. */
    final Printed run() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Map<String, String> before = files();
        int code = CheckCommand.run(installation(), new PrintStream(bytes, true, StandardCharsets.UTF_8), environment, clock);
        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        if (!Files.exists(data().resolve("inbox.db-wal"))) {
            // nothing else runs there
            assertThat(files()).isEqualTo(before);
        }
        settings.forEach((name, value) -> {
            if (Settings.isSecret(name) && value.length() > 8) {
                assertThat(lines).noneMatch(line -> line.contains(value));
            }
        });
        assertThat(code).isEqualTo(lines.stream().anyMatch(line -> line.startsWith("WRONG")) ? 1 : 0);
        return new Printed(code, lines);
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (Path top : List.of(configuration(), data())) {
            if (!Files.exists(top)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(top)) {
                for (Path file : files.toList()) {
                    found.put(file.toString(), Files.size(file) + " " + Files.getLastModifiedTime(file));
                }
            }
        }
        return found;
    }
}
