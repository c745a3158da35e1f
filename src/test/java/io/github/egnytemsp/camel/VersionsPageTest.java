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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.github.egnytemsp.camel.docs.GeneratedBlock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What src/main/docs/versions.md says is what is built and tested. */
class VersionsPageTest {

    private static final Path PAGE = Path.of("src/main/docs/versions.md");

    @Test
    void thePomForSpringBoot4IsTheOneThatIsTested() throws Exception {
        String pom = Files.readString(Path.of("src/it/spring-boot-4/pom.xml")).replace("@project.version@", version());
        String text = pom
                .substring(pom.indexOf("  <properties>"), pom.indexOf("    <dependency>", pom.indexOf("platform-http-starter")))
                .stripTrailing() + "\n  </dependencies>\n";
        GeneratedBlock.check("versions.md", "spring-boot-4", text);
    }

    private static String version() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        return pom.substring(pom.indexOf("<version>") + 9, pom.indexOf("</version>"));
    }

    @Test
    void theProjectItselfRunsWithAtLeastThese() throws Exception {
        String page = Files.readString(PAGE);
        Map<String, String> rows = Map.of(
                "Netty", "netty", "Vert.x", "vertx", "Jackson", "jackson", "httpcore5", "httpcore5", "jackson-jq", "jackson-jq",
                "camel-jms", "camel-jms", "PostgreSQL's driver", "postgresql", "Logback", "logback");
        String pom = Files.readString(Path.of("pom.xml"));
        rows.forEach((row, property) -> {
            String open = "<" + property + ".version>";
            int from = pom.indexOf(open) + open.length();
            assertThat(page).contains("| " + row + " | " + pom.substring(from, pom.indexOf("<", from)) + " |");
        });
    }
}
