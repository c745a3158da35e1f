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
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RoutesCheckTest extends CheckFixture {

    private void route(String name, String text) throws IOException {
        Files.createDirectories(installation().localRoutes());
        Files.writeString(installation().localRoutes().resolve(name), text);
    }

    @Test
    void ownRoutesThatCannotBeReadAreNamedWithTheLine() throws Exception {
        assertThat(check().about("own routes")).singleElement().asString().startsWith("off");
        route("right.yaml", "- route:\n    from: { uri: timer:x, steps: [ { log: x } ] }\n");
        route("right.xml", "<routes xmlns=\"http://camel.apache.org/schema/spring\"/>");
        assertThat(check().about("own routes")).singleElement().asString().startsWith("ok").contains("2 files");
        route("wrong.yaml", "- route:\n   from: { uri: timer:x\n  steps: x\n");
        route("words.yaml", "just words\n");
        route("wrong.xml", "<routes><route></routes>");
        assertThat(check().about("own routes")).hasSize(3).allMatch(line -> line.startsWith("WRONG"))
                .anyMatch(line -> line.contains("wrong.yaml") && line.contains("line 3"))
                .anyMatch(line -> line.contains("words.yaml must be a list"))
                .anyMatch(line -> line.contains("wrong.xml cannot be read"));
    }

    @Test
    void aSettingThatAnOwnRouteNeedsIsNamedIfItIsMissing() throws Exception {
        route("own.yaml",
                """
                        # {{old.url}} is not needed any more
                        - route:
                            from: { uri: timer:x, steps: [ { to: "{{crm.url}}" }, { log: "{{crm.words:none}} {{?crm.more}} ${properties:crm.x:y}" },
                              { log: "${properties:crm.token}" } ] }
                        """);
        assertThat(check().about("own routes")).hasSize(2).allMatch(line -> line.startsWith("WRONG"))
                .anyMatch(line -> line.contains("own.yaml needs the setting crm.url, which is not set"))
                .anyMatch(line -> line.contains("own.yaml needs the setting crm.token, which is not set"));
        set("crm.url", "https://crm.msp.example");
        set("crm.token", "case-token");
        assertThat(check().about("own routes")).singleElement().asString().startsWith("ok").contains("1 file in ");
        assertThat(check().about("sinks")).singleElement().asString().contains("your own routes only");
    }

    @Test
    void ownTemplatesThatAreWrongOrReplaceNoneAreNamed() throws Exception {
        assertThat(check().about("templates")).singleElement().asString().startsWith("ok").contains("the shipped ones");
        Path own = Files.createDirectories(installation().localTemplates());
        Files.copy(Path.of("routes/templates/words.ftl"), own.resolve("words.ftl"));
        assertThat(check().about("templates")).singleElement().asString().startsWith("ok").contains("1 of them from " + own);
        Files.writeString(own.resolve("chat.ftl"), "one\n<#if x>two");
        Files.writeString(own.resolve("cchat.ftl"), "one");
        assertThat(check().about("templates")).hasSize(2)
                .anyMatch(line -> line.startsWith("WRONG") && line.contains("chat.ftl has an error in line 2"))
                .anyMatch(line -> line.startsWith("note") && line.contains("cchat.ftl replaces no shipped template"));
    }
}
