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

import io.github.egnytemsp.camel.psa.Fault;
import io.github.egnytemsp.camel.psa.HaloPsaServer;
import io.github.egnytemsp.camel.psa.Note;
import io.github.egnytemsp.camel.psa.PsaServer;
import io.github.egnytemsp.camel.psa.Step;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** routes/sink-halopsa.yaml */
class HaloPsaTest extends TicketIncidents {

    private HaloPsaServer halo;

    HaloPsaTest() {
        super("halopsa", "halopsa-call", "sink-halopsa");
    }

    @Override
    PsaServer startSystem() throws Exception {
        halo = new HaloPsaServer();
        return halo;
    }

    @Test
    void aTokenThatIsRefusedBeforeItsEndIsAskedForAgainOnce() throws Exception {
        run(event(TRIAL, 1));
        assertThat(halo.calls(Step.LOGIN)).isEqualTo(1);
        halo.revokeTokens();
        run(event(EXPIRED, 2));
        assertThat(halo.calls(Step.LOGIN)).isEqualTo(2);
        assertThat(halo.refused()).isEqualTo(1);
        assertThat(halo.notes()).hasSize(1);
    }

    @Test
    void aTokenThatIsRefusedAtAPostIsAskedForAgainToo() throws Exception {
        run(event(TRIAL, 1));
        halo.failOnce(Step.NOTE, Fault.status(401));
        run(event(EXPIRED, 2));
        assertThat(halo.calls(Step.LOGIN)).isEqualTo(2);
        assertThat(halo.notes()).hasSize(1);
        halo.failOnce(Step.OPEN, Fault.status(401));
        run(event(TRIAL, 3, "Two"));
        assertThat(halo.tickets()).hasSize(2);
    }

    @Test
    void aHostedSystemWantsItsTenant() throws Exception {
        halo.requireTenant("acme");
        restart(Map.of("halopsa.loginUrl", halo.baseUrl() + "/auth/token?tenant=acme"));
        run(event(TRIAL, 1));
        assertThat(halo.tickets()).hasSize(1);
    }

    @Test
    void whatTheTokenEndpointSaysAgainstALoginIsKeptAndNoEventIsGivenUp() throws Exception {
        restart(Map.of("halopsa.login.secret", "wrong-5ecret"));
        String event = event(TRIAL, 1);
        Deliveries.store(routes, event);
        await().until(() -> halo.calls(Step.LOGIN) > 8);
        assertThat(routes.stored().get(Deliveries.id(event)).toString())
                .contains("The client's credentials are not valid").doesNotContain("wrong-5ecret");
        assertThat(routes.stored().count("halopsa", "failed")).isZero();
    }

    @Test
    void aSystemThatCleansHtmlKnowsTheEventsAllTheSame() throws Exception {
        halo.sanitiseHtml();
        for (int i = 0; i < 2; i++) {
            run(event(TRIAL, 1, "Müller & Söhne <b>"));
            run(event(EXPIRED, 2, "Müller & Söhne <b>"));
        }
        assertThat(halo.tickets()).hasSize(1);
        assertThat(halo.notes()).hasSize(1);
    }

    @Test
    void noFieldOfAnEventBringsHtml() throws Exception {
        String text = "</p><script>alert(1)</script><a href='https://evil.example'>x</a><!--";
        run(event(TRIAL, 1, text).replace("R-1", text).replace("number", text));
        assertThat(halo.tickets().get(0).text()).contains("&lt;script&gt;").doesNotContain("<script", "evil.example'>", "<!--");
    }

    @Test
    void fieldsOfTicketsAndNotesAreSettings() throws Exception {
        restart(Map.of(
                "halopsa.ticket.team_id", "4", "halopsa.note.hiddenfromuser", "false", "halopsa.attention.new_status", "2"));
        run(event(TRIAL, 1));
        assertThat(halo.tickets().get(0).sent().path("team_id").intValue()).isEqualTo(4);
        run(event("RESELLER_CREATED_PROTECT_TRIAL", 2));
        assertThat(halo.tickets().get(0).status()).isEqualTo(1);
        run(event(EXPIRED, 3));
        assertThat(halo.tickets().get(0).status()).as("an expired trial needs attention").isEqualTo(2);
        assertThat(halo.notes()).hasSize(2).allMatch(Note::visible);
    }
}
