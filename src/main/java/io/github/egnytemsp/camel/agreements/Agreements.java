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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.agreements.BothSides.UnknownException;
import io.github.egnytemsp.camel.inbox.Inbox;
import io.github.egnytemsp.camel.inbox.InboxUnavailableException;
import io.github.egnytemsp.camel.inbox.NotFoundException;
import io.github.egnytemsp.camel.model.Domain;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.Plan;
import io.github.egnytemsp.camel.model.Tenant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what Egnyte bills with what agreements bill, proposes changes, and carries out those that a person has
 * approved. Nothing is written to the other system without consent.
 */
public final class Agreements {

    private static final Logger LOG = LoggerFactory.getLogger(Agreements.class);
    private static final int LONGEST_NAME = 100;
    private static final Duration PROGRESS = Duration.ofSeconds(3);

    private final Inbox inbox;
    private final EgnyteAccount account;
    private final AgreementSystem system;
    private final boolean reportOnly;
    private final Schedule schedule;
    private final Lock comparing;

    /**
     * @param inbox      keeps the proposals
     * @param account    Egnyte's side
     * @param system     the other side
     * @param reportOnly whether nothing can be approved or written
     * @param quiet      how long a comparison that was requested waits for more requests
     */
    public Agreements(Inbox inbox, EgnyteAccount account, AgreementSystem system, boolean reportOnly, Duration quiet) {
        this.inbox = inbox;
        this.account = account;
        this.system = system;
        this.reportOnly = reportOnly;
        this.schedule = new Schedule(inbox, quiet);
        this.comparing = inbox.lock("agreements-compare");
    }

    /**
     * Looks at a mapping without a call.
     *
     * @param  mapping                  as for {@link #compare}
     * @return                          how many lines it has
     * @throws IllegalArgumentException if it is wrong: naming the line, counted from 1, and the field
     */
    public static int mappedLines(JsonNode mapping) {
        return MappedLine.parse(mapping).size();
    }

    /**
     * Compares every mapped line, and makes, updates and closes proposals. A line that cannot be compared keeps its
     * proposal.
     *
     * @param  mapping                   an array of objects with {@code domain}, {@code company}, {@code agreement},
     *                                   {@code addition}, {@code quantity} and optionally {@code plan}; null if there
     *                                   is none
     * @return                           what was found
     * @throws IllegalArgumentException  if the mapping is wrong; nothing was read
     * @throws IllegalStateException     if another comparison of this process is running
     * @throws InboxUnavailableException if the database cannot be reached
     */
    public Comparison compare(JsonNode mapping) throws InboxUnavailableException {
        return compare(MappedLine.parse(mapping));
    }

    /**
     * Compares if a comparison was requested and no further request is expected, and once a month. Of several replicas,
     * one does it.
     *
     * @param  mapping                   as for {@link #compare}; a wrong one is a problem of the comparison
     * @return                           what was found, or null if nothing is due here, or another comparison is
     *                                   running
     * @throws InboxUnavailableException if the database cannot be reached
     */
    public Comparison compareIfDue(JsonNode mapping) throws InboxUnavailableException {
        if (!comparing.tryLock()) {
            return null; // it stays due, for the next look
        }
        try {
            String taken = schedule.takeDue();
            return taken == null ? null : compareTaken(taken, mapping);
        } finally {
            comparing.unlock();
        }
    }

    private Comparison compareTaken(String taken, JsonNode mapping) throws InboxUnavailableException {
        Comparison comparison;
        try {
            comparison = compare(mapping);
        } catch (IllegalArgumentException e) {
            comparison = new Comparison(inbox.now(), 0);
            comparison.problem("The mapping is wrong. " + e.getMessage() + ".");
            schedule.compared(comparison);
            LOG.warn("{}", comparison.summary());
        }
        if (comparison.hasReadAll()) {
            schedule.done(taken);
        }
        return comparison;
    }

    private Comparison compare(List<MappedLine> lines) throws InboxUnavailableException {
        if (!comparing.tryLock()) {
            throw new IllegalStateException("A comparison is running. Its result is the next report");
        }
        try {
            return compareNow(lines);
        } finally {
            comparing.unlock();
        }
    }

    private Comparison compareNow(List<MappedLine> lines) throws InboxUnavailableException {
        Instant begin = inbox.now();
        Comparison comparison = new Comparison(begin, lines.size());
        schedule.running(begin, 0, lines.size());
        Map<String, Domain> domains = domains(lines, comparison);
        tenants(comparison);
        plans(domains, comparison);
        Map<MappedLine, Difference> compared = domains == null ? Map.of() : compare(lines, domains, comparison, begin);
        inbox.write(session -> {
            ProposalRecorder.record(session, lines, compared, begin, inbox.now());
            return null;
        });
        schedule.compared(comparison);
        LOG.info("Egnyte compared with agreements: {}", comparison.summary());
        return comparison;
    }

    /** Egnyte's domains, or null if they cannot be read. */
    private Map<String, Domain> domains(List<MappedLine> lines, Comparison comparison) {
        try {
            Map<String, Domain> domains = new TreeMap<>();
            for (Domain domain : account.domains()) {
                if (domain.domain() == null || domains.put(domain.domain(), domain) != null) {
                    throw new IllegalStateException("Egnyte's answer has a domain twice, or one without a name");
                }
            }
            Set<String> mapped = names(lines);
            domains.keySet().stream().filter(name -> !mapped.contains(name)).forEach(comparison::unmapped);
            return domains;
        } catch (Exception e) {
            comparison.problem("Egnyte's domains cannot be read: " + reason(e) + ".");
            return null;
        }
    }

    /** Tenants are billed too, and no line can bill them yet: they are listed. */
    private void tenants(Comparison comparison) {
        try {
            account.tenants().stream().map(Tenant::tenant).map(name -> "tenant " + name).forEach(comparison::unmapped);
        } catch (Exception e) {
            comparison.problem("Egnyte's tenants cannot be read: " + reason(e) + ".");
        }
    }

    /** What a plan has and no domain has is billed to the MSP and to no customer. */
    private void plans(Map<String, Domain> domains, Comparison comparison) throws InboxUnavailableException {
        Set<String> known = schedule.knownPlans();
        try {
            for (Plan plan : account.plans()) {
                Integer allocated = domains == null
                        ? null : domains.values().stream()
                                .filter(domain -> plan.planId() != null && plan.planId().equals(domain.planId()))
                                .map(Domain::availablePuLicences).filter(Objects::nonNull).mapToInt(Integer::intValue).sum();
                comparison.plan(plan, allocated, known != null && !known.contains(plan.planId()));
            }
        } catch (Exception e) {
            comparison.problem("Egnyte's plans cannot be read: " + reason(e) + ".");
        }
    }

    private static Set<String> names(List<MappedLine> lines) {
        return lines.stream().map(MappedLine::domain).collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<MappedLine, Difference> compare(
            List<MappedLine> lines, Map<String, Domain> domains, Comparison comparison, Instant begin)
            throws InboxUnavailableException {
        BothSides sides = new BothSides(system, this::reason, inbox::isDown);
        Map<MappedLine, Difference> compared = new LinkedHashMap<>();
        int done = 0;
        Instant told = begin;
        for (MappedLine line : lines) {
            if (told.plus(PROGRESS).isBefore(inbox.now())) {
                told = inbox.now();
                schedule.running(begin, done, lines.size());
            }
            done++;
            try {
                Difference difference = sides.compare(line, domains.get(line.domain()));
                compared.put(line, difference);
                if (difference.isNone()) {
                    comparison.agrees();
                } else {
                    comparison.differs();
                }
            } catch (UnknownException e) {
                if (e.mayPass()) {
                    comparison.unread(line, e.getMessage());
                } else {
                    comparison.unknown(line, e.getMessage());
                }
            }
        }
        return compared;
    }

    /**
     * Proposals, newest first.
     *
     * @param  filter                    chooses them
     * @param  limit                     how many at the most
     * @return                           the proposals
     * @throws InboxUnavailableException if the database cannot be reached
     */
    public List<Proposal> list(ProposalFilter filter, int limit) throws InboxUnavailableException {
        return inbox.read(session -> ProposalTable.list(session, filter, limit));
    }

    /**
     * One proposal.
     *
     * @param  id                        its number
     * @return                           the proposal
     * @throws NotFoundException         if there is none of this number
     * @throws InboxUnavailableException if the database cannot be reached
     */
    public Proposal get(long id) throws InboxUnavailableException {
        return row(id).proposal();
    }

    private ProposalTable.Row row(long id) throws InboxUnavailableException {
        ProposalTable.Row row = inbox.read(session -> ProposalTable.get(session, id));
        if (row == null) {
            throw new NotFoundException("There is no proposal " + id);
        }
        return row;
    }

    /**
     * The result of the last comparison, and how far the next one is.
     *
     * @return                           what {@link Comparison#toJson} had, nothing of it before the first one; while a
     *                                   comparison runs, {@code running} too, with {@code since}, {@code at},
     *                                   {@code compared} and {@code lines}; null if there is neither
     * @throws InboxUnavailableException if the database cannot be reached
     */
    public JsonNode report() throws InboxUnavailableException {
        JsonNode report = schedule.report();
        JsonNode running = schedule.running();
        if (running == null) {
            return report;
        }
        ObjectNode both = report instanceof ObjectNode last ? last : Json.mapper().createObjectNode();
        return both.set("running", running);
    }

    /**
     * Records a person's decision about an open proposal. An approved one is carried out at once; if that cannot be
     * done now, {@link #apply} does it later.
     *
     * @param  id                        the proposal's number
     * @param  revision                  the revision that the person has seen
     * @param  approved                  true to approve, false to refuse
     * @param  by                        who decides, 1 to 100 characters
     * @return                           the proposal as it is then
     * @throws IllegalArgumentException  if nobody is named
     * @throws NotFoundException         if there is no such proposal
     * @throws IllegalStateException     if only reports are made, or the proposal is not open with this revision any
     *                                   more
     * @throws InboxUnavailableException if the database cannot be reached
     */
    public Proposal decide(long id, int revision, boolean approved, String by) throws InboxUnavailableException {
        if (by == null || by.isBlank() || by.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("decidedBy must name who decides, with 1 to " + LONGEST_NAME + " characters");
        }
        if (approved && reportOnly) {
            throw new IllegalStateException(
                    "Proposals cannot be approved: reportOnly is true, so nothing is written to the other system");
        }
        Proposal seen = get(id);
        ProposalState decision = approved ? ProposalState.approved : ProposalState.refused;
        boolean decided = inbox.write(
                session -> ProposalTable.decide(session, id, revision, decision, by.strip(), null, inbox.now()));
        if (!decided) {
            Proposal now = get(id);
            throw new IllegalStateException(
                    now.state() == ProposalState.open
                            ? "Proposal " + id + " is open with revision " + now.revision() + ", and revision " + revision
                              + " was decided about. Look at it again"
                            : "Proposal " + id + " is " + now.state()
                              + (now.decidedBy() == null ? "" : ", decided by " + now.decidedBy() + " at " + now.decidedAt()));
        }
        LOG.info("Proposal {} is {} by {}: {}, {}", id, decision, by.strip(), seen.domain(), seen.change());
        if (approved) {
            step(id);
        }
        return get(id);
    }

    /**
     * Carries out approved proposals whose step was not finished: after a failure, or by a process that has ended.
     *
     * @return                           how many were looked at
     * @throws InboxUnavailableException if the database cannot be reached
     */
    public int apply() throws InboxUnavailableException {
        List<Long> due = inbox.read(session -> ProposalTable.due(session, inbox.now()));
        for (long id : due) {
            step(id);
        }
        return due.size();
    }

    /** As many steps as can be made now. */
    private void step(long id) throws InboxUnavailableException {
        ProposalTable.Row row = row(id);
        Proposal proposal = row.proposal();
        Instant now = inbox.now();
        Instant until = now.plus(ApprovedChange.STEP);
        if (reportOnly || !inbox.write(session -> ProposalTable.claim(session, proposal, now, until))) {
            return;
        }
        new ApprovedChange(inbox, account, system, row, until).carryOut();
    }

    private String reason(Exception failure) {
        return inbox.reason(failure);
    }

    /**
     * Asks for a comparison. It is made when no further request has come for a while.
     *
     * @throws InboxUnavailableException if the database cannot be reached
     */
    public void request() throws InboxUnavailableException {
        schedule.request();
    }
}
