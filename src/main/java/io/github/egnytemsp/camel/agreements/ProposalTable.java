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

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.egnytemsp.camel.inbox.Session;

/**
 * The proposals in the inbox's database. A change of state names the state before: of two who do it at the same time,
 * one does it.
 */
final class ProposalTable {

    private static final String COLUMNS
            = "id, revision, state, domain, company, agreement, addition, name, quantity, quantity_from, quantity_to, unit_price,"
              + " since, updated_at, decided_by, decided_at, applied_at, note, attempts, plan, gone";
    private static final String PENDING = "('approved', 'writing', 'written')";
    /** Failed tries, with growing pauses: about a minute. */
    private static final int STUCK = 4;

    private ProposalTable() {
    }

    /**
     * A proposal, and how often its next step has failed.
     *
     * @param proposal the proposal
     * @param failures of its step
     * @param plan     the name of the plan that its line is mapped for, or null for any
     * @param gone     whether the difference has gone since it was decided about: one that comes again is another one
     */
    record Row(Proposal proposal, int failures, String plan, boolean gone) {

        /** The line of the mapping that it was made for. */
        MappedLine line() {
            return new MappedLine(
                    proposal.domain(), proposal.company(), proposal.agreement(), proposal.addition(),
                    Quantity.parse(proposal.quantity()), plan);
        }
    }

    /** The newest ones first. */
    static List<Proposal> list(Session session, ProposalFilter filter, int limit) throws SQLException {
        List<Object> parameters = new ArrayList<>();
        String where = filter.where(parameters);
        parameters.add(limit);
        return session.query(
                "select " + COLUMNS + " from egnyte_msp_proposal where " + where + " order by id desc limit ?",
                row -> read(row).proposal(), parameters.toArray());
    }

    /** One, or null if there is none. */
    static Row get(Session session, long id) throws SQLException {
        return session.first("select " + COLUMNS + " from egnyte_msp_proposal where id = ?", ProposalTable::read, id);
    }

    /** The last one of a line, or null if there is none. */
    static Row last(Session session, MappedLine line) throws SQLException {
        return session.first(
                "select " + COLUMNS + " from egnyte_msp_proposal where line = ? order by id desc limit 1", ProposalTable::read,
                line.key());
    }

    /** The numbers of approved proposals whose next step may be made now, oldest first. */
    static List<Long> due(Session session, Instant now) throws SQLException {
        return session.query(
                "select id from egnyte_msp_proposal where state in " + PENDING + " and next_try <= ? order by id",
                row -> row.getLong(1), now.toEpochMilli());
    }

    /** Open proposals. */
    static List<Row> open(Session session) throws SQLException {
        return session.query(
                "select " + COLUMNS + " from egnyte_msp_proposal where state = 'open' order by id", ProposalTable::read);
    }

    /** Makes one, unless its line has an active one. */
    static void insert(Session session, MappedLine line, Difference difference, Instant since, String note, Instant now)
            throws SQLException {
        session.update(
                "insert into egnyte_msp_proposal (line, revision, state, domain, company, agreement, addition, name, quantity, plan,"
                       + " quantity_from, quantity_to, unit_price, since, updated_at, note)"
                       + " values (?, 1, 'open', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                line.key(), line.domain(), line.company(), line.agreement(), line.addition(), difference.name(),
                line.quantity().toString(), line.plan(), text(difference.from()), text(difference.to()),
                text(difference.unitPrice()),
                since.toEpochMilli(), now.toEpochMilli(), note);
    }

    /** Other numbers for an open one. */
    static void update(Session session, Proposal open, Difference difference, Instant now) throws SQLException {
        session.update(
                "update egnyte_msp_proposal set revision = revision + 1, name = ?, quantity_from = ?, quantity_to = ?,"
                       + " unit_price = ?, updated_at = ? where id = ? and state = 'open' and revision = ?",
                difference.name(), text(difference.from()), text(difference.to()), text(difference.unitPrice()),
                now.toEpochMilli(), open.id(), open.revision());
    }

    /** Another note for one that stays in its state: no number changes, so consent to an open one stays possible. */
    static void note(Session session, Proposal proposal, String note) throws SQLException {
        session.update(
                "update egnyte_msp_proposal set note = ? where id = ? and state = ?", note, proposal.id(),
                proposal.state().name());
    }

    /** The difference of one that was not carried out has gone. */
    static void gone(Session session, Proposal proposal) throws SQLException {
        session.update(
                "update egnyte_msp_proposal set gone = 1, note = coalesce(note || ' ', '') || ? where id = ? and state = ?",
                "The difference has gone since then.", proposal.id(), proposal.state().name());
    }

    /** Closes an open one. */
    static void close(Session session, Proposal open, String note, Instant now) throws SQLException {
        session.update(
                "update egnyte_msp_proposal set state = 'closed', note = ?, updated_at = ?"
                       + " where id = ? and state = 'open' and revision = ?",
                note, now.toEpochMilli(), open.id(), open.revision());
    }

    /** A person's decision about an open one, as that person saw it; false if it is not as it was seen any more. */
    static boolean decide(Session session, long id, int revision, ProposalState decision, String by, String note, Instant now)
            throws SQLException {
        return session.update(
                "update egnyte_msp_proposal set state = ?, decided_by = ?, decided_at = ?, note = ?, updated_at = ?, attempts = 0,"
                              + " next_try = 0 where id = ? and state = 'open' and revision = ?",
                decision.name(), by, now.toEpochMilli(), note, now.toEpochMilli(), id, revision)
               == 1;
    }

    /**
     * Claims the next step of a proposal until a time. That time is the claim: who has another one has lost it.
     *
     * @return false if somebody else has claimed it
     */
    static boolean claim(Session session, Proposal proposal, Instant now, Instant until) throws SQLException {
        return session.update(
                "update egnyte_msp_proposal set next_try = ? where id = ? and state = ? and next_try <= ?",
                until.toEpochMilli(), proposal.id(), proposal.state().name(), now.toEpochMilli())
               == 1;
    }

    /**
     * Renews a claim.
     *
     * @return false if it was lost
     */
    static boolean renew(Session session, Proposal proposal, Instant claim, Instant until) throws SQLException {
        return session.update(
                "update egnyte_msp_proposal set next_try = ? where id = ? and state = ? and next_try = ?",
                until.toEpochMilli(), proposal.id(), proposal.state().name(), claim.toEpochMilli())
               == 1;
    }

    /**
     * Brings a claimed proposal to another state, and renews the claim.
     *
     * @return false if the claim was lost
     */
    static boolean step(
            Session session, Proposal proposal, Instant claim, ProposalState state, String note, Instant now,
            Instant until)
            throws SQLException {
        return session.update(
                "update egnyte_msp_proposal set state = ?, note = ?, updated_at = ?, attempts = 0, applied_at = ?, next_try = ?"
                              + " where id = ? and state = ? and next_try = ?",
                state.name(), note, now.toEpochMilli(),
                state == ProposalState.written ? Long.valueOf(now.toEpochMilli())
                        : proposal.appliedAt() == null ? null : Long.valueOf(proposal.appliedAt().toEpochMilli()),
                until.toEpochMilli(), proposal.id(), proposal.state().name(), claim.toEpochMilli())
               == 1;
    }

    /**
     * The step of a claimed proposal has failed: it is tried again at a time. Nothing happens if the claim was lost.
     */
    static void later(Session session, Proposal proposal, Instant claim, String note, Instant when, Instant now)
            throws SQLException {
        session.update(
                "update egnyte_msp_proposal set attempts = attempts + 1, next_try = ?, note = ?, updated_at = ?"
                       + " where id = ? and state = ? and next_try = ?",
                when.toEpochMilli(), note, now.toEpochMilli(), proposal.id(), proposal.state().name(), claim.toEpochMilli());
    }

    /** Approved proposals whose next step has failed several times. */
    static List<Proposal> stuck(Session session) throws SQLException {
        return session.query(
                "select " + COLUMNS + " from egnyte_msp_proposal where state in " + PENDING + " and attempts >= ? order by id",
                row -> read(row).proposal(), STUCK);
    }

    private static Row read(ResultSet row) throws SQLException {
        Proposal proposal = new Proposal(
                row.getLong(1), row.getInt(2), ProposalState.valueOf(row.getString(3)), row.getString(4), row.getString(5),
                row.getString(6), row.getString(7), row.getString(8), row.getString(9), new BigDecimal(row.getString(10)),
                new BigDecimal(row.getString(11)), row.getString(12) == null ? null : new BigDecimal(row.getString(12)),
                time(row, 13), time(row, 14), row.getString(15), time(row, 16), time(row, 17), row.getString(18));
        return new Row(proposal, row.getInt(19), row.getString(20), row.getInt(21) == 1);
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static String text(BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }
}
