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
package io.github.egnytemsp.camel.agreements;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.inbox.Inbox;
import io.github.egnytemsp.camel.inbox.InboxUnavailableException;

/**
 * What waits for a person.
 *
 * @param open       the changes that wait for a decision, in words
 * @param oldest     since when the oldest of them differs, or null
 * @param stuck      approved changes that cannot go on, with the reasons
 * @param comparedAt when the last comparison was made, or null before the first one
 * @param problems   why the last comparison could not read a side or compare a line, empty if it could
 * @param unmapped   what Egnyte bills and no line of the mapping has, at the last comparison
 */
public record AgreementsStatus(
        List<String> open, Instant oldest, List<String> stuck, Instant comparedAt, List<String> problems,
        List<String> unmapped) {

    private static final int MOST = 1000;

    /**
     * Reads it from the database; no other system is called.
     *
     * @param  inbox                     keeps the proposals
     * @return                           the status
     * @throws InboxUnavailableException if the database cannot be reached
     */
    public static AgreementsStatus of(Inbox inbox) throws InboxUnavailableException {
        List<Proposal> open = inbox.read(session -> ProposalTable.list(
                session, new ProposalFilter(ProposalState.open, null, null, null), MOST));
        JsonNode report = new Schedule(inbox, Duration.ZERO).report();
        return new AgreementsStatus(
                open.stream().map(proposal -> proposal.domain() + ", " + proposal.change()).toList(),
                open.stream().map(Proposal::since).min(Instant::compareTo).orElse(null),
                inbox.read(ProposalTable::stuck).stream().map(
                        proposal -> "Proposal " + proposal.id() + " (" + proposal.domain() + ", " + proposal.change() + ") is "
                                    + proposal.state() + ": " + proposal.note())
                        .toList(),
                report == null ? null : Instant.parse(report.path("at").asText()),
                unread(report), texts(report, "unmapped"));
    }

    /** Sides, agreements and lines that could not be compared, each reason once. */
    private static List<String> unread(JsonNode report) {
        List<String> reasons = new ArrayList<>(texts(report, "problems"));
        if (report != null) {
            report.path("unknown").forEach(line -> reasons.add(line.path("reason").asText() + "."));
        }
        return reasons.stream().distinct().toList();
    }

    private static List<String> texts(JsonNode report, String name) {
        return report == null
                ? List.of() : StreamSupport.stream(report.path(name).spliterator(), false).map(JsonNode::asText).toList();
    }
}
