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

import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.egnytemsp.camel.inbox.Session;

/** Makes, updates and closes proposals after a comparison. */
final class ProposalRecorder {

    private static final String MAPPED_OTHERWISE = "The mapping of the line has changed.";

    private ProposalRecorder() {
    }

    /**
     * Records a comparison.
     *
     * @param session  in a transaction
     * @param lines    every line of the mapping
     * @param compared those that could be compared
     * @param begin    when the comparison began
     * @param now      the time
     */
    static void record(
            Session session, List<MappedLine> lines, Map<MappedLine, Difference> compared, Instant begin, Instant now)
            throws SQLException {
        for (Map.Entry<MappedLine, Difference> entry : compared.entrySet()) {
            ProposalTable.Row last = ProposalTable.last(session, entry.getKey());
            // changed since the line was read: what was read is old
            if (last == null || !last.proposal().updatedAt().isAfter(begin)) {
                record(session, entry.getKey(), entry.getValue(), last, now);
            }
        }
        if (lines.isEmpty()) {
            return;
        }
        Map<String, MappedLine> mapped = lines.stream().collect(Collectors.toMap(MappedLine::key, line -> line));
        for (ProposalTable.Row open : ProposalTable.open(session)) {
            MappedLine line = mapped.get(open.line().key());
            if (!open.line().equals(line)) {
                ProposalTable.close(session, open.proposal(),
                        line == null ? "The line is not mapped any more." : MAPPED_OTHERWISE, now);
            }
        }
    }

    private static void record(Session session, MappedLine line, Difference difference, ProposalTable.Row row, Instant now)
            throws SQLException {
        Proposal last = row == null ? null : row.proposal();
        boolean isOpen = last != null && last.state() == ProposalState.open;
        if (isOpen && (difference.isNone() || !line.equals(row.line()))) {
            ProposalTable.close(
                    session, last, difference.isNone() ? "The difference has gone." : MAPPED_OTHERWISE,
                    now);
            isOpen = false;
        }
        if (difference.isNone() && last != null && last.isUndone() && !row.gone()) {
            ProposalTable.gone(session, last);
        }
        boolean isPending = last != null && !last.state().isFinal() && last.state() != ProposalState.open;
        if (difference.isNone() || isPending) {
            // what is approved is compared again before it is written
            return;
        }
        if (isOpen) {
            if (!difference.isOf(last)) {
                ProposalTable.update(session, last, difference, now);
            }
            ProposalTable.note(session, last, monthsThatAreOver(last.since(), now));
        } else {
            boolean goesOn = last != null && last.isUndone() && !row.gone();
            if (!goesOn || last.state() != ProposalState.refused || !difference.isOf(last)) {
                insert(session, line, difference, goesOn ? last.since() : now, now);
            }
        }
    }

    /** Makes a proposal, unless the line has an active one. */
    static void insert(Session session, MappedLine line, Difference difference, Instant since, Instant now)
            throws SQLException {
        ProposalTable.insert(session, line, difference, since, monthsThatAreOver(since, now), now);
    }

    /** What a change does not correct, or null. */
    private static String monthsThatAreOver(Instant since, Instant now) {
        return month(since).isBefore(month(now))
                ? "It differs since " + since.atOffset(ZoneOffset.UTC).toLocalDate() + ". Bills of the months before "
                  + month(now)
                  + " stay as they are: correct them by hand."
                : null;
    }

    private static YearMonth month(Instant time) {
        return YearMonth.from(time.atOffset(ZoneOffset.UTC));
    }
}
