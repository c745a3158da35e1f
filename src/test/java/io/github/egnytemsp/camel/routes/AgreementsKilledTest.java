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

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.egnytemsp.camel.psa.Addition;
import io.github.egnytemsp.camel.psa.Fault;
import io.github.egnytemsp.camel.psa.QuantityChange;
import io.github.egnytemsp.camel.psa.Step;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A process that is killed ({@code kill -9}) between any two calls of a comparison or of an approved change. */
@Tag("long")
class AgreementsKilledTest extends AgreementsFixture {

    private static final String LIST = "egnyte-msp:agreements?operation=list";
    private static final String COMPARE = "direct:agreements-compare";
    private static final String LOOK = "direct:agreements-look";
    /** The calls of a change, in their order. */
    private static final List<Step> CALLS = List.of(Step.ADDITIONS, Step.ADDITION, Step.FIND, Step.OPEN);

    private AgreementsProcess process;

    private JsonNode ask(String endpoint, String body) throws IOException {
        if (process == null) {
            process = new AgreementsProcess(
                    folder.resolve("inbox"), properties("camel.main.routeFilterExcludePattern",
                            "agreements-due"));
        }
        process.send(time.now(), endpoint, body);
        return new ObjectMapper().readTree(process.answer());
    }

    /** Sends something that comes to a call without an answer, and kills the process there. */
    private void kill(Step step, boolean done, String endpoint, String body) throws IOException {
        int before = connectWise.waiting();
        connectWise.failOnce(step, Fault.silence(done));
        process.send(time.now(), endpoint, body);
        await().atMost(Duration.ofSeconds(60)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5))
                .until(() -> connectWise.waiting() > before || !process.isAlive());
        assertThat(process.isAlive()).isTrue();
        process.close();
        process = null;
    }

    private static String numbers(JsonNode seen) {
        return "{\"id\":%d,\"revision\":%d}".formatted(seen.get("id").longValue(), seen.get("revision").intValue());
    }

    @Test
    void anApprovedChangeIsWrittenOnceWhereverTheProcessIsKilled() throws Exception {
        Files.createDirectories(folder.resolve("inbox"));
        connectWise.putAddition(Addition.of(31, 7, "Power users", "20", "15.50"));
        mapping("acme1,12,7,31,powerUsers");
        int users = 20;
        try {
            ask(COMPARE, "");
            for (Step step : CALLS) {
                for (boolean done : new boolean[] { false, true }) {
                    String point = step + (done ? ", done" : ", not done");
                    int from = users++;
                    egnyte.account().changeDomain("acme1", json -> json.put("availablePuLicences", from + 1));
                    if (step == Step.ADDITIONS) {
                        // killed in the comparison first
                        kill(step, done, COMPARE, "");
                        assertThat(ask(LIST + "&proposalState=open", "")).as(point).isEmpty();
                    }
                    ask(COMPARE, "");
                    JsonNode seen = ask(LIST + "&proposalState=open", "").get(0);
                    kill(step, done, "egnyte-msp:agreements?operation=approve&decidedBy=dana@msp.example", numbers(seen));
                    ask(LOOK, "");
                    assertThat(state(seen)).as("%s: the killed one may be alive", point).isNotEqualTo("applied");
                    time.moveOn(Duration.ofMinutes(4));
                    if (step == Step.ADDITION && done) {
                        // killed once more, when it looks what has become of the change
                        kill(Step.ADDITIONS, false, LOOK, "");
                        time.moveOn(Duration.ofMinutes(4));
                    }
                    ask(LOOK, "");
                    assertThat(state(seen)).as(point).isEqualTo("applied");
                    assertThat(connectWise.quantityChanges()).as(point).hasSize(from - 19);
                    assertThat(connectWise.quantityChanges().get(from - 20)).extracting(QuantityChange::toString).as(point)
                            .isEqualTo("7/31: " + from + " -> " + (from + 1));
                    assertThat(connectWise.sentTickets()).as(point).hasSize(from - 19);
                }
            }
            assertThat(ask(COMPARE, "").get("agree").intValue()).isEqualTo(1);
        } finally {
            if (process != null) {
                process.close();
            }
        }
    }

    private String state(JsonNode proposal) throws IOException {
        return ask("egnyte-msp:agreements?operation=get", "{\"id\":" + proposal.get("id").longValue() + "}").get("state")
                .textValue();
    }
}
