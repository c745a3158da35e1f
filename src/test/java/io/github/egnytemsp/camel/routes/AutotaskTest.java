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

import java.util.Map;

import io.github.egnytemsp.camel.psa.AutotaskServer;
import io.github.egnytemsp.camel.psa.Note;
import io.github.egnytemsp.camel.psa.PsaServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** routes/sink-autotask.yaml; its server answers 500 to what it does not take, and names the next page of a list. */
class AutotaskTest extends TicketIncidents {

    AutotaskTest() {
        super("autotask", "autotask-call", "sink-autotask");
    }

    @Override
    PsaServer startSystem() throws Exception {
        return new AutotaskServer();
    }

    @Override
    int refusal() {
        return 500;
    }

    @Test
    void fieldsOfTicketsAndNotesAreSettings() throws Exception {
        run(event(TRIAL, 1));
        run(event("RESELLER_CREATED_PROTECT_TRIAL", 2));
        restart(Map.of("autotask.ticket.queueID", "29682483", "autotask.attention.publish", "1"));
        run(event(EXPIRED, 3));
        run(event(TRIAL, 4, "Two"));
        assertThat(system.tickets().get(1).sent().path("queueID").intValue()).isEqualTo(29682483);
        assertThat(system.notes()).extracting(Note::visible).containsExactly(false, true);
    }
}
