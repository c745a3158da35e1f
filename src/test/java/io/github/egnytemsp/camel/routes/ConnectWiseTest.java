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

import io.github.egnytemsp.camel.psa.ConnectWiseServer;
import io.github.egnytemsp.camel.psa.Fault;
import io.github.egnytemsp.camel.psa.Note;
import io.github.egnytemsp.camel.psa.PsaServer;
import io.github.egnytemsp.camel.psa.Step;
import io.github.egnytemsp.camel.psa.Ticket;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** routes/sink-connectwise.yaml; its server takes no summary that is longer than 100 characters, and no other login. */
class ConnectWiseTest extends TicketIncidents {

    ConnectWiseTest() {
        super("connectwise", "sink-connectwise");
    }

    @Override
    PsaServer startSystem() throws Exception {
        return new ConnectWiseServer();
    }

    @Test
    void fieldsOfTicketsAreSettings() throws Exception {
        restart(Map.of(
                "connectwise.ticket.board.id", "12", "connectwise.ticket.status.id", "31", "connectwise.ticket.type.id", "32",
                "connectwise.ticket.source.id", "33", "connectwise.ticket.priority.id", "34"));
        run(event(TRIAL, 1));
        assertThat(system.tickets().get(0).sent().toString()).contains(
                "\"board\":{\"id\":12}", "\"status\":{\"id\":31}", "\"type\":{\"id\":32}", "\"source\":{\"id\":33}",
                "\"priority\":{\"id\":34}");
    }

    @Test
    void textsAndNotesAreForTechniciansUnlessSetOtherwise() throws Exception {
        run(event(TRIAL, 1));
        run(event(EXPIRED, 2));
        restart(Map.of(
                "connectwise.textField", "initialDescription", "connectwise.note.internalAnalysisFlag", "",
                "connectwise.note.detailDescriptionFlag", "true"));
        run(event(EXPIRED, 3));
        run(event(TRIAL, 4, "Two"));
        assertThat(system.tickets()).extracting(Ticket::visible).containsExactly(false, true);
        assertThat(system.notes()).extracting(Note::visible).containsExactly(false, true);
    }

    @Test
    void whatNeedsAttentionSetsTheStatusOnce() throws Exception {
        restart(Map.of("connectwise.attention.status.id", "19"));
        run(event(TRIAL, 1));
        run(event("RESELLER_CREATED_PROTECT_TRIAL", 2));
        assertThat(system.calls(Step.CHANGE)).isZero();
        // the note is written, and the status is set before
        system.failOnce(Step.NOTE, Fault.lost(500));
        run(event(EXPIRED, 3));
        assertThat(system.tickets().get(0).status()).isEqualTo(19);
        assertThat(system.calls(Step.CHANGE)).isEqualTo(1);
        assertThat(system.notes()).hasSize(2);
    }
}
