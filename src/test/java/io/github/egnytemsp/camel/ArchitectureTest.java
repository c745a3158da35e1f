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
package io.github.egnytemsp.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The arrows between packages point one way. */
@AnalyzeClasses(locations = ArchitectureTest.TheJar.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.egnytemsp.camel";

    /** What users get, without the tests. */
    static final class TheJar implements LocationProvider {

        @Override
        public Set<Location> get(Class<?> test) {
            return Set.of(Location.of(EgnyteMspComponent.class.getProtectionDomain().getCodeSource().getLocation()));
        }
    }

    /** Who may look into which package: as the page about the design says. */
    @ArchTest
    static void arrowsPointDown(JavaClasses classes) throws IOException {
        Map<String, Set<String>> arrows = new TreeMap<>();
        String page = Files.readString(Path.of("src/main/docs/design.md"));
        String table = page.substring(page.indexOf("## Arrows"), page.indexOf("## Decisions"));
        for (MatchResult row : Pattern.compile("(?m)^\\| (`\\w.*|root) \\| (.*) \\|$").matcher(table).results().toList()) {
            names(row.group(1)).forEach(from -> arrows.put(from, names(row.group(2))));
        }
        Set<String> packages = classes.stream().map(type -> name(type.getPackageName())).collect(Collectors.toSet());
        arrows.putAll(Map.of("model", Set.of(), "files", Set.of()));
        assertThat(arrows.keySet()).as("packages of the table").containsExactlyInAnyOrderElementsOf(packages);
        arrows.forEach((from, to) -> {
            Set<String> others = new TreeSet<>(packages);
            others.removeAll(to);
            others.remove(from);
            if (!from.equals("files")) {
                others.removeAll(Set.of("model", "files"));
            }
            noClasses().that().resideInAPackage(packageOf(from)).should().dependOnClassesThat()
                    .resideInAnyPackage(others.stream().map(ArchitectureTest::packageOf).toArray(String[]::new))
                    .because("src/main/docs/design.md has no such arrow").check(classes);
        });
    }

    private static Set<String> names(String cell) {
        return Pattern.compile("`(\\w+)`|\\broot\\b").matcher(cell).results()
                .map(name -> name.group().replace("`", "")).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(String name) {
        return name.equals(ROOT) ? "root" : name.substring(ROOT.length() + 1);
    }

    private static String packageOf(String name) {
        return name.equals("root") ? ROOT : ROOT + "." + name;
    }

    /** Receiving an event and looking after the webhook meet in the consumer only. */
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CIRCLES = slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    /** The model is about Egnyte: it could be used without Camel. */
    @ArchTest
    static final ArchRule MODEL_KNOWS_NO_CAMEL
            = noClasses().that().resideInAPackage(ROOT + ".model").should().dependOnClassesThat()
                    .resideInAPackage("org.apache.camel..");

    /** {@code java -jar} starts it, with nothing else on the class path. */
    @ArchTest
    static final ArchRule THE_COMMAND_NEEDS_THE_JDK_ALONE
            = noClasses().that().resideInAnyPackage(ROOT + ".auth", ROOT + ".files").should().dependOnClassesThat()
                    .resideInAnyPackage("org.apache.camel..", "com.fasterxml..");

    /** One class of each kind of server, not loaded where that server is not. */
    @ArchTest
    static final ArchRule VERTX_STAYS_IN_ITS_ADAPTER = noClasses().that().haveNameNotMatching(".*\\.Vertx[^.]*")
            .should().dependOnClassesThat().resideInAPackage("io.vertx..");

    /** Meters are optional. */
    @ArchTest
    static final ArchRule MICROMETER_STAYS_IN_ITS_ROOM = noClasses().that().resideOutsideOfPackage(ROOT + ".observability")
            .should().dependOnClassesThat().resideInAPackage("io.micrometer..");
}
