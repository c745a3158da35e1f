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
package io.github.egnytemsp.camel.operator;

import java.time.Instant;
import java.util.List;

import io.github.egnytemsp.camel.inbox.EventFilter;
import io.github.egnytemsp.camel.inbox.InboxOperations;
import io.github.egnytemsp.camel.inbox.InboxUnavailableException;
import io.github.egnytemsp.camel.inbox.StoredEvent;

/** Events that others let expect: a payment after an invoice, an agreement's line after a conversion. */
final class ExpectedEvents {

    private static final String PAID = "RESELLER_INVOICE_PAID";
    private static final List<String> INVOICES
            = List.of("RESELLER_RECURRING_INVOICE_GENERATED", "RESELLER_UPSELL_INVOICE_GENERATED");
    private static final List<String> CONVERSIONS
            = List.of("RESELLER_CONVERTED_CONNECT_TRIAL_TO_PAID", "RESELLER_CONVERTED_PROTECT_TRIAL_TO_PAID");
    /** More than there are invoices in any retention. */
    private static final int MOST = 1000;

    private ExpectedEvents() {
    }

    /**
     * Looks at the stored events.
     *
     * @throws InboxUnavailableException if the database cannot be reached
     */
    static Situation.Missing missing(InboxOperations events) throws InboxUnavailableException {
        Instant paid = last(events, PAID);
        Instant unpaid = null;
        for (String type : INVOICES) {
            // an event does not name its invoice: one that comes after a payment is another one's
            List<StoredEvent> since = events.list(filter(type, paid == null ? null : paid.toEpochMilli() + 1), MOST);
            Instant first = since.isEmpty() ? null : since.get(since.size() - 1).storedAt();
            unpaid = unpaid == null || first != null && first.isBefore(unpaid) ? first : unpaid;
        }
        Instant converted = null;
        for (String type : CONVERSIONS) {
            Instant last = last(events, type);
            converted = converted == null || last != null && last.isAfter(converted) ? last : converted;
        }
        return new Situation.Missing(unpaid, converted);
    }

    private static Instant last(InboxOperations events, String type) throws InboxUnavailableException {
        return events.list(filter(type, null), 1).stream().findFirst().map(StoredEvent::storedAt).orElse(null);
    }

    private static EventFilter filter(String type, Long since) {
        return new EventFilter(null, type, null, since, null, null, null, null, null);
    }
}
