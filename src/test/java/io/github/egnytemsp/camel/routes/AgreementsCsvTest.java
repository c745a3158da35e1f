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
package io.github.egnytemsp.camel.routes;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

import io.github.egnytemsp.camel.simulator.Fault;
import org.apache.camel.CamelExecutionException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** routes/agreements-csv.yaml, without any other system. */
class AgreementsCsvTest extends AgreementsFixture {

    private Path file() {
        return folder.resolve("agreements").resolve(YearMonth.now() + "-usage.csv");
    }

    private void startAlone(String... more) throws Exception {
        List<String> settings = new ArrayList<>(
                List.of("agreements.enabled", "false", "usageFile.enabled", "true", "usageFile.day", "32",
                        "camel.main.routesIncludePattern", "file:routes/agreements.yaml,file:routes/agreements-csv.yaml"));
        settings.addAll(List.of(more));
        start(settings.toArray(String[]::new));
    }

    private void make() {
        camel.sendBody("direct:usage-file", null);
    }

    @Test
    void everyLineIsInTheFileWithWhatEgnyteHas() throws Exception {
        mapping("acme1,ACME,ACME,egnyte-power,powerUsers", "acme1,ACME,ACME,egnyte-storage,storage/1000",
                "acme2,12,7,31,standardUsers");
        egnyte.account().removeDomain("globex");
        egnyte.account().removeTenant("acme1-protect");
        startAlone();
        make();
        assertThat(file()).content(StandardCharsets.UTF_8).isEqualTo("""
                \uFEFF"account","service","agreement","domain","measure","note","quantity"
                "ACME","egnyte-power","ACME","acme1","powerUsers",,20
                "ACME","egnyte-storage","ACME","acme1","storage/1000",,1
                "12","31","7","acme2","standardUsers",,100
                """.replace("\n", "\r\n"));
    }

    @Test
    void whatIsNotKnownHasNoQuantityAndAReason() throws Exception {
        Files.createDirectories(folder.resolve("agreements"));
        Files.writeString(folder.resolve("agreements/mapping.csv"), """
                domain,company,agreement,addition,quantity,plan
                gone,12,7,31,powerUsers,
                acme1,12,7,32,powerUsers,Enterprise
                acme2,12,7,33,storage/100,
                """);
        egnyte.account().changeDomain("acme2", domain -> domain.putNull("allocatedStorage"));
        startAlone();
        make();
        assertThat(file()).content(StandardCharsets.UTF_8).contains(
                "\"12\",\"31\",\"7\",\"gone\",\"powerUsers\",\"Egnyte has no domain gone\",\r\n",
                "\"The domain has the plan Business, and the line is mapped for the plan Enterprise\",\r\n",
                "\"Egnyte's answer has no storage of the domain\",\r\n",
                ",,,\"globex\",,\"The mapping has no line for it\",\r\n");
    }

    @Test
    void noCellIsAFormula() throws Exception {
        mapping("acme1,-12,7,31,powerUsers");
        egnyte.account().changeDomain("globex", domain -> domain.put("domain", "=1+1"));
        startAlone("usageFile.separator", ";");
        make();
        assertThat(file()).content(StandardCharsets.UTF_8)
                .contains("\"'-12\";\"31\";\"7\";\"acme1\";\"powerUsers\";;20\r\n", ";;;\"'=1+1\";;");
    }

    @Test
    void withoutAMappingThereIsNoFileAndTheReasonIsClear() throws Exception {
        startAlone();
        assertThatThrownBy(this::make).isInstanceOf(CamelExecutionException.class).rootCause()
                .hasMessageContaining("There is no mapping. The shipped routes read it from the file mapping.csv");
        assertThat(file()).doesNotExist();
    }

    @Test
    void aMonthsFileIsMadeOnceAndAgainAfterAFailure() throws Exception {
        mapping("acme1,12,7,31,powerUsers");
        Path copy = folder.resolve("agreements-csv.yaml");
        Files.writeString(copy, Files.readString(Path.of("routes/agreements-csv.yaml")).replace("delay: 5000", "delay: 0"));
        egnyte.failNext(Fault.status(404));
        startAlone("usageFile.day", "01", "usageFile.period", "50",
                "camel.main.routesIncludePattern", "file:routes/agreements.yaml,file:" + copy);
        await().until(() -> Files.exists(file()));
        int calls = egnyte.calls().size();
        await().until(() -> routes.context().getRoute("usage-file-each-month").getUptimeMillis() > 300);
        assertThat(egnyte.calls()).as("looks at the file, and not at Egnyte").hasSize(calls);
        Files.delete(file());
        await().until(() -> Files.exists(file()));
    }
}
