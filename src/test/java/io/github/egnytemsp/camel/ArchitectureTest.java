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

import java.util.Set;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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

    /** Who may look into which package. */
    @ArchTest
    static final ArchRule ARROWS_POINT_DOWN = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("cli").definedBy(ROOT + ".cli")
            .layer("check").definedBy(ROOT + ".check")
            .layer("installation").definedBy(ROOT + ".installation")
            .layer("springboot").definedBy(ROOT + ".springboot")
            .layer("root").definedBy(ROOT)
            .layer("sinks").definedBy(ROOT + ".sinks")
            .layer("operator").definedBy(ROOT + ".operator")
            .layer("inbox").definedBy(ROOT + ".inbox")
            .layer("transform").definedBy(ROOT + ".transform")
            .layer("observability").definedBy(ROOT + ".observability")
            .layer("delivery").definedBy(ROOT + ".delivery")
            .layer("registration").definedBy(ROOT + ".registration")
            .layer("changes").definedBy(ROOT + ".changes")
            .layer("client").definedBy(ROOT + ".client")
            .layer("auth").definedBy(ROOT + ".auth")
            .layer("model").definedBy(ROOT + ".model")
            .layer("files").definedBy(ROOT + ".files")
            .whereLayer("cli").mayNotBeAccessedByAnyLayer()
            .whereLayer("check").mayOnlyBeAccessedByLayers("cli")
            .whereLayer("installation").mayOnlyBeAccessedByLayers("cli", "check")
            .whereLayer("springboot").mayNotBeAccessedByAnyLayer()
            .whereLayer("root")
            .mayOnlyBeAccessedByLayers("cli", "check", "springboot", "sinks", "operator", "inbox", "transform")
            .whereLayer("sinks").mayNotBeAccessedByAnyLayer()
            .whereLayer("operator").mayOnlyBeAccessedByLayers("cli", "check")
            .whereLayer("inbox").mayOnlyBeAccessedByLayers("check", "cli", "root", "observability", "operator")
            .whereLayer("transform").mayNotBeAccessedByAnyLayer()
            .whereLayer("observability").mayOnlyBeAccessedByLayers("root")
            .whereLayer("delivery").mayOnlyBeAccessedByLayers("check", "springboot", "root", "observability", "operator")
            .whereLayer("registration").mayOnlyBeAccessedByLayers("root", "observability", "operator")
            .whereLayer("changes").mayOnlyBeAccessedByLayers("root")
            .whereLayer("client")
            .mayOnlyBeAccessedByLayers("check", "root", "observability", "registration", "inbox", "operator")
            .whereLayer("auth")
            .mayOnlyBeAccessedByLayers("cli", "check", "springboot", "root", "observability", "client", "inbox", "operator")
            .whereLayer("files").mayNotAccessAnyLayer();

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
