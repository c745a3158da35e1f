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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.main.Main;
import org.apache.camel.util.StringHelper;

/**
 * The names of all settings that there are: those of {@code application.properties}, also where they are comments,
 * those that the user's own routes use, and Camel's.
 */
final class KnownNames {

    private static final Pattern LINE = Pattern.compile("(?m)^#?([a-zA-Z][\\w.*?-]*)[ \\t]*=(.*)$");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[?!]?(?:folder:)?([a-zA-Z][\\w.-]*)");
    /**
     * In a route, the start or each event fails without it; {@code {{?name}}} and those with a default may be left out.
     */
    private static final Pattern REQUIRED
            = Pattern.compile("(?:\\{\\{!?(?:folder:)?|\\$\\{properties:)([a-zA-Z][\\w.-]*)}");
    private static final Pattern ENVIRONMENT = Pattern.compile("\\{\\{\\??env:([A-Za-z_]\\w*)");
    private static final Pattern IN_SIMPLE = Pattern.compile("\\$\\{properties:([a-zA-Z][\\w.-]*)");
    /** What is set by a name of ours. */
    private static final Pattern OURS = Pattern.compile("(?m)^(camel\\.[\\w.-]+)=\\{\\{([\\w.-]+)}}$");
    /** Where any field of another system may be set, and where any name may stand. */
    private static final Pattern FIELDS = Pattern.compile("([\\w-]+)\\.(?:ticket|note|attention)\\..+");
    private static final Pattern CHANNEL = Pattern.compile("chat\\.[\\w-]+\\.(enabled|form|secret|eventTypes)");
    /** Groups of Camel in which any name may stand, or which Camel itself checks. */
    private static final Pattern CAMELS = Pattern.compile(
            "(?i)camel\\.(component|dataformat|language|beans|context|variable|globalOptions|routeTemplate|devConsole|threadpool)"
                                                          + "[.\\[].*");

    private final Set<String> names = new TreeSet<>();
    private final Set<String> prefixes = new TreeSet<>();
    private final Set<String> environment = new TreeSet<>(
            List.of("EGNYTE_MSP_CONF", "EGNYTE_MSP_DATA", "EGNYTE_MSP_HOME", "EGNYTE_MSP_JAVA_OPTS"));
    private final Map<String, Path> required = new TreeMap<>();
    private boolean hasOwnRoutes;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Set<String> local = new TreeSet<>();

    private final Path ownRoutes;

    private KnownNames(Path ownRoutes) {
        this.ownRoutes = ownRoutes;
    }

    /** Where the user's own routes are, or would be. */
    Path ownRoutes() {
        return ownRoutes;
    }

    /**
     * Collects them.
     *
     * @param  applicationProperties the shipped file
     * @param  localProperties       the user's; may be missing
     * @param  ownRoutes             the folder of the user's routes; may be missing
     * @throws IOException           if one cannot be read
     */
    static KnownNames of(Path applicationProperties, Path localProperties, Path ownRoutes) throws IOException {
        KnownNames known = new KnownNames(ownRoutes);
        known.readShipped(Files.readString(applicationProperties, StandardCharsets.UTF_8));
        if (Files.isReadable(localProperties)) {
            // in whatever charset it is
            String text = Files.readString(localProperties, StandardCharsets.ISO_8859_1);
            known.readUsed(text);
            LINE.matcher(text).results().filter(line -> !line.group().startsWith("#")).map(line -> line.group(1))
                    .forEach(known.local::add);
        }
        if (Files.isDirectory(ownRoutes)) {
            try (Stream<Path> files = Files.walk(ownRoutes)) {
                for (Path file : files.filter(Files::isRegularFile).filter(Files::isReadable).toList()) {
                    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                    known.readUsed(text);
                    known.hasOwnRoutes = true;
                    REQUIRED.matcher(text.replaceAll("(?m)^\\s*#.*", "")).results().map(used -> used.group(1))
                            .forEach(name -> known.required.putIfAbsent(name, file));
                }
            }
        }
        known.readCamels();
        return known;
    }

    private void readShipped(String text) {
        for (Matcher line = LINE.matcher(text); line.find();) {
            names.add(line.group(1));
            prefixes.add(StringHelper.before(line.group(1), ".", line.group(1)));
        }
        for (Matcher option = OURS.matcher(text); option.find();) {
            settings.put(option.group(1), option.group(2));
        }
        readUsed(text);
    }

    private void readUsed(String text) {
        for (Pattern pattern : List.of(PLACEHOLDER, IN_SIMPLE)) {
            for (Matcher used = pattern.matcher(text); used.find();) {
                names.add(used.group(1));
                prefixes.add(StringHelper.before(used.group(1), ".", used.group(1)));
            }
        }
        for (Matcher variable = ENVIRONMENT.matcher(text); variable.find();) {
            environment.add(variable.group(1));
        }
    }

    private void readCamels() throws IOException {
        try (InputStream in = Main.class.getResourceAsStream("/META-INF/camel-main-configuration-metadata.json")) {
            for (JsonNode property : new ObjectMapper().readTree(in).path("properties")) {
                names.add(property.path("name").asText());
            }
        }
    }

    /** Whether there are routes of the user's. */
    boolean hasOwnRoutes() {
        return hasOwnRoutes;
    }

    /** The settings that the user's own routes need, each with a file that does. */
    Map<String, Path> required() {
        return required;
    }

    /** Whether a setting has this name. */
    boolean isName(String name) {
        Matcher fields = FIELDS.matcher(name);
        return names.contains(name) || name.startsWith("tickets.customers.") || CHANNEL.matcher(name).matches()
                || fields.matches() && prefixes.contains(fields.group(1)) || CAMELS.matcher(name).matches()
                || name.startsWith("camel.") && names.stream().anyMatch(known -> isSameOption(known, name));
    }

    /** Camel reads {@code camel.main.shutdown-timeout} too. */
    private static boolean isSameOption(String known, String name) {
        return known.replace("-", "").equalsIgnoreCase(name.replace("-", ""));
    }

    /** The setting that was probably meant. */
    Optional<String> meant(String name) {
        return Spelling.nearest(name, names);
    }

    /** The setting by which an option of the component is set. */
    String settingOf(String option) {
        return settingOfCamel("camel.component.egnyte-msp." + option);
    }

    /** The setting of ours by which one of Camel's is set, unless the user has set that. */
    String settingOfCamel(String name) {
        return local.contains(name) ? name : settings.getOrDefault(name, name);
    }

    /** Names as they stand in the shipped file. */
    Collection<String> shipped() {
        return names.stream().filter(name -> !name.startsWith("camel.")).toList();
    }

    /** Whether a variable of the environment begins as ours do. */
    boolean looksLikeOurs(String variable) {
        return variables().contains(variable)
                || !isOfKubernetes(variable) && (variable.startsWith("CAMEL_COMPONENT_EGNYTE_MSP_")
                        || prefixes.stream().filter(prefix -> !prefix.equals("camel"))
                                .anyMatch(prefix -> variable.startsWith(variablesOf(prefix).get(0) + "_")
                                        || variable.startsWith(variablesOf(prefix).get(1) + "_")));
    }

    /** What Kubernetes sets in each container for each service, such as one called egnyte-msp. */
    private static boolean isOfKubernetes(String variable) {
        return variable.matches(".*_(SERVICE_(HOST|PORT)(_.*)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_.*)?)?)");
    }

    /** Whether a variable of the environment is a setting. */
    boolean isVariable(String variable) {
        return environment.contains(variable) || variable.startsWith("CAMEL_COMPONENT_EGNYTE_MSP_")
                || variables().contains(variable)
                || variable.matches("(TICKETS_CUSTOMERS|[A-Z0-9]+_(TICKET|NOTE|ATTENTION)|CHAT_[A-Z0-9]+)_.+");
    }

    /** The variable that was probably meant. */
    Optional<String> meantVariable(String variable) {
        List<String> all = new ArrayList<>(variables());
        all.addAll(environment);
        return Spelling.nearest(variable, all);
    }

    private List<String> variables() {
        return shipped().stream().flatMap(name -> variablesOf(name).stream()).distinct().toList();
    }

    /** As Camel looks a setting up: in capital letters, and with an underscore before a capital letter of its name. */
    private static List<String> variablesOf(String name) {
        return Stream.of(name, StringHelper.camelCaseToDash(name))
                .map(form -> form.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_')).toList();
    }
}
