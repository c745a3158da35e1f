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
package io.github.egnytemsp.camel.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.camel.main.Main;

/**
 * The folders of an installation. Shipped files are in {@code home} and are never edited, what the user writes is in
 * {@code configuration}, what the product writes is in {@code data}.
 *
 * @param home          the unpacked archive
 * @param configuration holds {@code local.properties}
 * @param data          the working directory: relative paths in settings are meant from here
 */
public record Installation(Path home, Path configuration, Path data) {

    private static final String HOME = "egnyte-msp.home";
    private static final String CONFIGURATION = "egnyte-msp.conf";

    /**
     * The installation that this process was started from, as the launcher says by the system properties
     * {@code egnyte-msp.home} and {@code egnyte-msp.conf}.
     *
     * @return absolute paths; the working directory is the data folder
     */
    public static Installation current() {
        Path data = Path.of("").toAbsolutePath();
        Path home = data.resolve(System.getProperty(HOME, "")).normalize();
        Path configuration = home.resolve(System.getProperty(CONFIGURATION, "conf")).normalize();
        return new Installation(home, configuration, data);
    }

    /**
     * Every setting with its default.
     *
     * @return the shipped file: in {@code conf} of an archive, beside the routes in a checkout
     */
    public Path applicationProperties() {
        Path installed = home.resolve("conf").resolve("application.properties");
        return Files.exists(installed) ? installed : routes().resolve("application.properties");
    }

    /**
     * The settings of the user, which win over the shipped ones.
     *
     * @return may not exist
     */
    public Path localProperties() {
        return configuration.resolve("local.properties");
    }

    /**
     * The shipped routes.
     *
     * @return a folder
     */
    public Path routes() {
        return home.resolve("routes");
    }

    /**
     * The user's own routes: beside the shipped ones, or with the rest of the configuration if that is elsewhere.
     *
     * @return a folder, which may not exist
     */
    public Path localRoutes() {
        return (configuration.startsWith(home) ? home : configuration).resolve("routes.local");
    }

    /**
     * The user's own templates, beside the own routes.
     *
     * @return a folder, which may not exist
     */
    public Path localTemplates() {
        return localRoutes().resolveSibling("templates.local");
    }

    /**
     * What decides what this product does: code, routes and settings, in folders and their files. Whoever can write to
     * one of them can let the product do anything.
     *
     * @return             those that are there
     * @throws IOException if a folder cannot be listed
     */
    public List<Path> parts() throws IOException {
        Set<Path> parts = new LinkedHashSet<>(List.of(home, home.resolve("lib")));
        for (Path folder : List.of(
                home.resolve("bin"), home.resolve("conf"), routes(), routes().resolve("templates"), configuration,
                localRoutes(), localTemplates(), localRoutes().resolveSibling("lib.local"))) {
            parts.add(folder);
            if (Files.isReadable(folder) && Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(Files::isRegularFile).sorted().forEach(parts::add);
                }
            }
        }
        return parts.stream().filter(Files::exists).toList();
    }

    /** Jars: more than one if a new release was unpacked over an old one, none in a checkout. */
    private List<String> releases() {
        String[] jars = home.resolve("lib").toFile().list((folder, name) -> name.matches("camel-egnyte-msp-.*[.]jar"));
        return jars == null ? List.of() : Stream.of(jars).sorted().toList();
    }

    /**
     * Why nothing can be done with this installation before somebody mends it.
     *
     * @return a sentence or two without a full stop at the end; empty if there is no reason
     */
    public Optional<String> problem() {
        List<String> releases = releases();
        if (releases.size() > 1) {
            return Optional.of("lib holds two releases, " + String.join(" and ", releases)
                               + ": unpack the new one into a folder of its own, or remove lib before you unpack");
        }
        if (Files.exists(localProperties()) && !Files.isReadable(localProperties())) {
            return Optional.of("The settings in " + localProperties() + " cannot be read by the user "
                               + System.getProperty("user.name") + ": let it read them, with chmod or chown");
        }
        return Optional.empty();
    }

    /**
     * Gives Camel Main the settings and routes of this installation.
     *
     * @param  <M>  its type
     * @param  main neither initialised nor started
     * @return      the same
     */
    public <M extends Main> M setUp(M main) {
        String settings = "file:" + slashed(localProperties()) + ";optional=true,file:" + slashed(applicationProperties());
        main.setPropertyPlaceholderLocations(settings);
        main.addOverrideProperty("camel.component.properties.location", settings);
        main.addOverrideProperty("routes.dir", slashed(routes()));
        main.addOverrideProperty("templates.own", slashed(localTemplates()));
        if (Files.isDirectory(localRoutes())) {
            // Camel does not start with a folder that is not there
            String own = slashed(localRoutes());
            main.addOverrideProperty("routes.own", ",file:" + own + "/*.yaml,file:" + own + "/*.xml");
        }
        return main;
    }

    /** Camel looks for files by patterns with slashes, on Windows too. */
    private static String slashed(Path path) {
        return path.toString().replace(path.getFileSystem().getSeparator(), "/");
    }
}
