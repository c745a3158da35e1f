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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import com.sun.net.httpserver.HttpServer;
import io.github.egnytemsp.camel.demo.FreePort;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.operator.PasswordFiles;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Files, folders and ports. */
class InstallationCheckTest extends CheckFixture {

    @Test
    void whatOthersCanReadIsNamedWithTheCommandThatChangesIt() throws Exception {
        Path token = data().resolve("tokens.p12");
        Path password = data().resolve("it's the password");
        set("egnyte-msp.accessToken", "");
        set("camel.component.egnyte-msp.tokenKeystore", token.toString());
        set("camel.component.egnyte-msp.keystorePassword", "file:" + password);
        for (Path file : List.of(token, password, data().resolve("inbox.db"))) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        write("");
        Files.setPosixFilePermissions(local(), PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw----r--"));
        Files.setPosixFilePermissions(data().resolve("inbox.db"), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(run().about("files")).containsExactly(
                "WRONG  files            Everybody on this machine can read " + local() + " (settings). Run: chmod 600 "
                                                         + local(),
                "WRONG  files            Everybody on this machine can read " + password
                                                                    + " (password of the access token). Run: chmod 600 '"
                                                                    + data() + "/it'\\''s the password'",
                "WRONG  files            Everybody on this machine can read and change " + data() + "/inbox.db (events). Run: chmod 600 "
                                                                                                          + data()
                                                                                                          + "/inbox.db");
    }

    @Test
    void whatOthersCanChangeIsNamedWithTheCommandThatEndsIt() throws Exception {
        List<Path> open = new ArrayList<>(List.of(home(), configuration()));
        for (String name : List.of("bin", "lib", "conf")) {
            open.add(Files.createDirectories(home().resolve(name)));
        }
        for (String name : List.of("routes.local", "lib.local", "templates.local")) {
            open.add(Files.createDirectories(configuration().resolve(name)));
        }
        for (String name : List.of("jvm.options", "logback.xml", "routes.local/own.yaml", "lib.local/own.jar",
                "templates.local/note.ftl")) {
            open.add(Files.createFile(configuration().resolve(name)));
        }
        open.add(Files.createFile(home().resolve("bin/egnyte-msp")));
        write("");
        assertThat(run().about("files")).singleElement().asString().startsWith("ok").contains("change what the product does");
        List<String> lines = new ArrayList<>();
        for (Path one : open) {
            Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rwxrwxrwx"));
            lines.add("WRONG  files            Everybody on this machine can change " + one
                      + ", and so what the product does. Run: chmod go-w " + one);
        }
        Files.setPosixFilePermissions(local(), PosixFilePermissions.fromString("rw-rw-rw-"));
        lines.add("WRONG  files            Everybody on this machine can read and change " + local()
                  + " (settings). Run: chmod 600 " + local());
        assertThat(run().about("files")).containsExactlyInAnyOrderElementsOf(lines);
    }

    @Test
    void aDataFolderThatOthersCanWriteToIsWrong() throws Exception {
        Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(check().about("data folder")).first().asString().startsWith("WRONG")
                .contains("Everybody on this machine can change " + data()).endsWith("chmod 700 " + data());
    }

    @Test
    void anotherOwnerIsNamedToWhoIsNotRoot() throws Exception {
        try (FileSystem other = Jimfs.newFileSystem(
                Configuration.unix().toBuilder().setAttributeViews("basic", "owner", "posix", "unix").build())) {
            Path conf = Files.createDirectory(other.getPath("conf"));
            Path data = Files.createDirectory(other.getPath("data"));
            UserPrincipal mallory = other.getUserPrincipalLookupService().lookupPrincipalByName("mallory");
            Files.setOwner(conf, mallory);
            Files.setOwner(data, mallory);
            assertThat(said(new FilesCheck(Map::of, () -> List.of(conf), data, "egnyte-msp"))).contains(
                    "WRONG files conf belongs to mallory, who can change what the product does. Run: chown root conf",
                    "WRONG data folder data belongs to mallory, who can change what the product does. Run: chown egnyte-msp data");
            assertThat(said(new FilesCheck(Map::of, () -> List.of(conf), data, "root"))).noneMatch(
                    line -> line.startsWith("WRONG"));
        }
    }

    private static List<String> said(Check check) throws Exception {
        List<String> lines = new ArrayList<>();
        check.run(new Lines() {
            @Override
            void add(State state, String what, String words) {
                lines.add(state.word() + " " + what + " " + words);
            }

            @Override
            String name() {
                return check.name();
            }
        });
        return lines;
    }

    @Test
    void whereThereAreNoPermissionsOfPosixThatIsSaid() throws Exception {
        try (FileSystem zip = FileSystems.newFileSystem(
                URI.create("jar:" + folder.resolve("other.zip").toUri()), Map.of("create", "true"))) {
            Path file = Files.createFile(zip.getPath("tokens.p12"));
            List<String> lines
                    = said(new FilesCheck(() -> Map.of(file, "access token"), List::of, zip.getPath("/"), "egnyte-msp"));
            assertThat(lines).hasSize(2).first().asString().startsWith("note files Their permissions cannot be read from here")
                    .contains("tokens.p12");
        }
    }

    @Test
    void theFolderOfDataIsLookedAt() throws Exception {
        assertThat(check().about("data folder")).singleElement().asString().startsWith("ok").contains("GB left");
        Files.delete(data());
        assertThat(check().about("data folder")).singleElement().asString().startsWith("WRONG").contains("does not exist");
    }

    @Test
    void aFolderThatCannotBeWrittenToIsNamed() throws Exception {
        // of the runtime itself: nobody can write to it, root neither
        Path readOnly = Path.of(URI.create("jrt:/java.base"));
        assertThat(said(new FilesCheck(Map::of, List::of, readOnly, "egnyte-msp"))).last().asString()
                .startsWith("WRONG data folder " + readOnly + " cannot be written to by egnyte-msp");
    }

    @Test
    void aPortThatIsTakenByAnotherProgramIsNamed() throws Exception {
        try (ServerSocket silent = new ServerSocket()) {
            silent.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
            set("events.port", String.valueOf(silent.getLocalPort()));
            assertThat(check().about("port of events")).containsExactly(
                    "WRONG  port of events   Port " + silent
                            .getLocalPort() + " of 127.0.0.1 is taken by another program. Stop it, or"
                                                                        + " set events.port.");
        }
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        other.start();
        try {
            String port = String.valueOf(other.getAddress().getPort());
            set("events.port", port);
            set("operator.enabled", "true");
            set("operator.port", port);
            set("health.enabled", "true");
            set("health.port", port);
            Printed printed = check();
            assertThat(printed.about("port of events")).singleElement().asString().contains("set events.port");
            assertThat(printed.about("operator's page")).anyMatch(line -> line.startsWith("WRONG")
                    && line.contains("is that of events.port, too. Set another operator.port"));
            assertThat(printed.about("port of health")).singleElement().asString()
                    .contains("is that of events.port, too. Set another health.port");
            set("events.port", String.valueOf(FreePort.find()));
            set("health.enabled", "false");
            assertThat(check().about("operator's page")).anyMatch(
                    line -> line.startsWith("WRONG") && line.contains("set operator.port"));
            set("operator.enabled", "false");
            set("health.enabled", "true");
            assertThat(check().about("port of health")).singleElement().asString().contains("set health.port");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void aRunningInstanceIsRecognised() throws Exception {
        int operator = FreePort.find();
        Map<String, String> page = Map.of("operator.enabled", "true", "operator.port", String.valueOf(operator));
        try (ShippedRoutes routes = startRoutes(page, "events-to-inbox", "operator", "operator-webhook")) {
            set("events.port", routes.url().replaceFirst(".*:", ""));
            set(page);
            Printed printed = check();
            assertThat(printed.about("port of events")).singleElement().asString().startsWith("ok")
                    .contains("this product runs already");
            assertThat(printed.about("operator's page")).last().asString().startsWith("ok")
                    .contains("this product runs already");
        }
    }

    @Test
    void anAddressOfAnotherMachineIsNamedAndOneForAllIsNoted() throws Exception {
        set("camel.server.host", "192.0.2.7");
        assertThat(check().about("port of events")).singleElement().asString()
                .isEqualTo("WRONG  port of events   camel.server.host=192.0.2.7 is not an address of this machine.");
        set("camel.server.host", "0.0.0.0");
        assertThat(check().about("port of events")).hasSize(2).last().asString().startsWith("note").contains("plain HTTP");
    }

    @Test
    void theRulesOfTheOperatorsPageAreThoseOfTheStart() throws Exception {
        set("operator.enabled", "true");
        set("operator.port", "0");
        set("operator.host", "0.0.0.0");
        assertThat(check().about("operator's page")).singleElement().asString().startsWith("WRONG")
                .contains("operator.host=0.0.0.0 needs operator.passwordFile");
        Path file = data().resolve("operator-password");
        set("operator.passwordFile", file.toString());
        assertThat(check().about("operator's page")).singleElement().asString().startsWith("WRONG")
                .contains("cannot be read: " + file).contains("egnyte-msp password");
        Files.writeString(file, "plain-to-see-password");
        Printed printed = check();
        assertThat(printed.about("operator's page")).singleElement().asString().startsWith("WRONG").contains("was not made by");
        assertThat(printed.lines()).noneMatch(line -> line.contains("plain-to-see-password"));
        PasswordFiles.write(file, "plain-to-see-password");
        set("operator.url", "https://operator.msp.example/operator/");
        assertThat(check().about("operator's page"))
                .anyMatch(line -> line.startsWith("ok") && line.contains("password file is valid"));
    }
}
