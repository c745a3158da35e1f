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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

import io.github.egnytemsp.camel.model.Domain;

/** Reads both sides of a line. Each agreement is read once. */
final class BothSides {

    private final AgreementSystem system;
    /** Each of its calls may take a minute. */
    private static final int MOST_OUTAGES = 3;

    private final Function<Exception, String> reasons;
    private final Predicate<Exception> down;
    private int outages;
    private final Map<String, List<Addition>> agreements = new HashMap<>();
    private final Map<String, String> unread = new HashMap<>();

    /** A line cannot be compared. */
    static final class UnknownException extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean mayPass;

        UnknownException(String reason) {
            this(reason, false);
        }

        UnknownException(String reason, boolean mayPass) {
            super(reason);
            this.mayPass = mayPass;
        }

        /** Whether it may be known later without a person who changes something. */
        boolean mayPass() {
            return mayPass;
        }
    }

    /**
     * @param reasons tells why something failed: without secrets, and bounded
     * @param down    whether a failure means that the system is down
     */
    BothSides(AgreementSystem system, Function<Exception, String> reasons, Predicate<Exception> down) {
        this.system = system;
        this.reasons = reasons;
        this.down = down;
    }

    /**
     * Compares a line.
     *
     * @param  domain           as Egnyte has it, or null if it has none of the name
     * @throws UnknownException with the reason why it cannot be compared
     */
    Difference compare(MappedLine line, Domain domain) throws UnknownException {
        BigDecimal to = egnyte(line, domain);
        Addition addition = additions(line.agreement()).stream().filter(each -> each.id().equals(line.addition())).findFirst()
                .orElseThrow(() -> new UnknownException(
                        "Agreement " + line.agreement() + " has no addition " + line.addition()));
        if (addition.ended()) {
            throw new UnknownException("Addition " + line.addition() + " of agreement " + line.agreement() + " has ended");
        }
        return new Difference(addition.name(), addition.quantity(), to, addition.unitPrice());
    }

    /**
     * What Egnyte has of a line.
     *
     * @param  domain           as Egnyte has it, or null if it has none of the name
     * @throws UnknownException with the reason why it is not known
     */
    static BigDecimal egnyte(MappedLine line, Domain domain) throws UnknownException {
        if (domain == null) {
            throw new UnknownException("Egnyte has no domain " + line.domain());
        }
        if (line.plan() != null && !line.plan().equals(domain.planName())) {
            throw new UnknownException(
                    "The domain has the plan " + domain.planName() + ", and the line is mapped for the plan " + line.plan());
        }
        BigDecimal to = line.quantity().of(domain);
        if (to == null) {
            throw new UnknownException("Egnyte's answer has no " + line.quantity().kind() + " of the domain");
        }
        if (to.signum() < 0) {
            throw new UnknownException("Egnyte's answer has a negative number of " + line.quantity().kind());
        }
        return to;
    }

    private List<Addition> additions(String agreement) throws UnknownException {
        if (unread.containsKey(agreement)) {
            throw new UnknownException(unread.get(agreement), true);
        }
        List<Addition> additions = agreements.get(agreement);
        if (additions != null) {
            return additions;
        }
        if (outages >= MOST_OUTAGES) {
            throw new UnknownException(
                    "The other system failed " + outages + " times in a row, and was not asked for more agreements", true);
        }
        try {
            additions = system.read(agreement);
            outages = 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownException("The comparison was interrupted", true);
        } catch (Exception e) {
            String reason = "Agreement " + agreement + " cannot be read: " + reasons.apply(e);
            unread.put(agreement, reason);
            outages = down.test(e) ? outages + 1 : 0;
            throw new UnknownException(reason, true);
        }
        agreements.put(agreement, additions);
        return additions;
    }
}
