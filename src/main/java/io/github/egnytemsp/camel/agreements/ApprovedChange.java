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
import java.time.Duration;
import java.time.Instant;

import io.github.egnytemsp.camel.agreements.BothSides.UnknownException;
import io.github.egnytemsp.camel.inbox.Inbox;
import io.github.egnytemsp.camel.inbox.InboxUnavailableException;
import org.apache.camel.util.TimeUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out an approved proposal: compares again, writes, reads back, and leaves a note at the other system. */
final class ApprovedChange {

    /** A step that is not finished by then was ended with its process. Longer than its calls may take. */
    static final Duration STEP = Duration.ofMinutes(3);

    private static final Logger LOG = LoggerFactory.getLogger(ApprovedChange.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    /**
     * A person's decision is for the numbers that the person has seen; after this long, they have to be looked at
     * again.
     */
    private static final Duration CONSENT = Duration.ofDays(7);
    /** Tries of a ticket whose failure is none of an outage. */
    private static final int MOST_MARKS = 10;

    private final Inbox inbox;
    private final EgnyteAccount account;
    private final AgreementSystem system;
    private final MappedLine line;
    private Proposal proposal;
    private Instant claim;
    private int failures;

    /** Somebody else has claimed the proposal: this step took too long. */
    private static final class ClaimLostException extends Exception {

        private static final long serialVersionUID = 1L;
    }

    /**
     * @param row   a claimed proposal
     * @param claim until when it is claimed
     */
    ApprovedChange(Inbox inbox, EgnyteAccount account, AgreementSystem system, ProposalTable.Row row, Instant claim) {
        this.claim = claim;
        this.inbox = inbox;
        this.account = account;
        this.system = system;
        this.line = row.line();
        this.proposal = row.proposal();
        this.failures = row.failures();
    }

    /**
     * Makes as many steps as can be made now. A step that fails is tried again later.
     *
     * @throws InboxUnavailableException if the database cannot be reached
     */
    void carryOut() throws InboxUnavailableException {
        try {
            if (proposal.state() == ProposalState.approved) {
                approved();
            } else if (proposal.state() == ProposalState.writing) {
                writing();
            }
            if (proposal.state() == ProposalState.written) {
                mark();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (InboxUnavailableException e) {
            throw e;
        } catch (ClaimLostException e) {
            LOG.warn("A step of proposal {} took longer than {}. Another one goes on with it", proposal.id(),
                    TimeUtils.printDuration(STEP, true));
        } catch (Exception e) {
            later(e);
        }
    }

    private void approved() throws Exception {
        if (isAsApproved()) {
            to(ProposalState.writing, null);
            write();
        }
    }

    /** What became of the write is not known: the other system is asked. */
    private void writing() throws Exception {
        BigDecimal now = quantityThere();
        if (now.compareTo(proposal.to()) == 0) {
            to(ProposalState.written, null);
        } else if (isAsApproved()) {
            renew();
            write();
        }
    }

    /** Directly before a write: nobody else may write meanwhile. */
    private void renew() throws InboxUnavailableException, ClaimLostException {
        Instant until = inbox.now().plus(STEP);
        if (!inbox.write(session -> ProposalTable.renew(session, proposal, claim, until))) {
            throw new ClaimLostException();
        }
        claim = until;
    }

    private boolean isAsApproved() throws Exception {
        if (proposal.decidedAt().plus(CONSENT).isBefore(inbox.now())) {
            outdated("It was approved more than " + CONSENT.toDays() + " days ago, and could not be written.",
                    "It was approved more than " + CONSENT.toDays() + " days ago.");
            return false;
        }
        Difference now;
        try {
            now = sides().compare(line, account.domain(proposal.domain()));
        } catch (UnknownException e) {
            if (e.mayPass()) {
                throw e;
            }
            changed(e.getMessage());
            return false;
        }
        if (now.isOf(proposal)) {
            return true;
        }
        Proposal approved = proposal;
        changed((now.name().equals(proposal.name()) ? "" : "it bills " + now.name() + ", ") + now);
        Proposal stale = proposal;
        inbox.write(session -> {
            if (now.isNone()) {
                ProposalTable.gone(session, stale);
            } else {
                ProposalRecorder.insert(session, line, now, approved.since(), inbox.now());
            }
            return null;
        });
        return false;
    }

    private void changed(String now) throws InboxUnavailableException, ClaimLostException {
        outdated("It changed before it was written: " + now + ".", "It has changed since then: " + now + ".");
    }

    /** The consent does not hold any more. Once a write was sent, nobody knows that nothing was written. */
    private void outdated(String notWritten, String perhapsWritten) throws InboxUnavailableException, ClaimLostException {
        if (proposal.state() == ProposalState.writing) {
            to(ProposalState.failed,
                    "A write was sent, and its answer was lost. " + perhapsWritten + " Look at the agreement.");
        } else {
            to(ProposalState.stale, notWritten);
        }
    }

    private BigDecimal quantityThere() throws Exception {
        return system.read(proposal.agreement()).stream().filter(each -> each.id().equals(proposal.addition()))
                .map(Addition::quantity).findFirst().orElseThrow(() -> new IllegalStateException(
                        "Agreement " + proposal.agreement() + " has no addition " + proposal.addition()));
    }

    private void write() throws Exception {
        try {
            system.write(proposal);
        } catch (Exception e) {
            if (inbox.isRefusal(e)) {
                to(ProposalState.failed, "The other system has refused the change: " + inbox.reason(e));
                return;
            }
            throw e;
        }
        BigDecimal now = quantityThere();
        if (now.compareTo(proposal.to()) == 0) {
            to(ProposalState.written, null);
        } else {
            to(ProposalState.failed, "The other system has accepted the change and shows " + now.toPlainString() + ".");
        }
    }

    /** The change is written. A ticket that the system will never take must not hold up the next change of the line. */
    private void mark() throws Exception {
        String note = null;
        try {
            system.mark(proposal);
        } catch (Exception e) {
            if (e instanceof InterruptedException || !inbox.isRefusal(e) && (inbox.isOutage(e) || failures < MOST_MARKS)) {
                throw e;
            }
            note = "There is no ticket about it: " + inbox.reason(e);
        }
        to(ProposalState.applied, note);
    }

    private BothSides sides() {
        return new BothSides(system, inbox::reason, inbox::isDown);
    }

    private void to(ProposalState state, String note) throws InboxUnavailableException, ClaimLostException {
        Proposal before = proposal;
        Instant now = inbox.now();
        Instant until = now.plus(STEP);
        if (!inbox.write(session -> ProposalTable.step(session, before, claim, state, note, now, until))) {
            throw new ClaimLostException();
        }
        claim = until;
        proposal = inbox.read(session -> ProposalTable.get(session, before.id())).proposal();
        failures = 0;
        if (state.isFinal() || state == ProposalState.written) {
            LOG.info("Proposal {} is {}: {}, {}{}", proposal.id(), state, proposal.domain(), proposal.change(),
                    note == null ? "" : ". " + note);
        }
    }

    private void later(Exception failure) throws InboxUnavailableException {
        Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
        Instant now = inbox.now();
        Instant next = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        String note = failure instanceof UnknownException ? failure.getMessage() : inbox.reason(failure);
        LOG.warn("Proposal {} is {} and cannot go on: {}. Next try at {}", proposal.id(), proposal.state(), note, next);
        inbox.write(session -> {
            ProposalTable.later(session, proposal, claim, note, next, now);
            return null;
        });
    }
}
