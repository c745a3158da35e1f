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

import io.github.egnytemsp.camel.agreements.AgreementsStatus;
import io.github.egnytemsp.camel.auth.TokenAge;
import io.github.egnytemsp.camel.client.CallLimits.TokenUse;
import io.github.egnytemsp.camel.inbox.InboxStatus;
import io.github.egnytemsp.camel.registration.KeeperStatus;

/**
 * What is known at one moment, for {@link ProblemRules}.
 *
 * @param now        the time
 * @param receivers  the consumers of events
 * @param token      the access token
 * @param uses       how tokens are used; empty before the first call
 * @param inbox      the database, or null if there is none
 * @param agreements what waits for a decision, or null if agreements are not compared, or that is not known
 * @param missing    what stored events let expect, or null if that is not known
 */
record Situation(
        Instant now, List<Receiver> receivers, Token token, List<TokenUse> uses, Stored inbox, AgreementsStatus agreements,
        Missing missing) {

    /**
     * A consumer of events.
     *
     * @param path      where they come in
     * @param listening whether they can come in
     * @param url       the webhook's address
     * @param webhook   what is known of the webhook, or null if nobody looks after it
     */
    record Receiver(String path, boolean listening, String url, KeeperStatus webhook) {
    }

    /**
     * The access token.
     *
     * @param age     how old it is, or null if that is not known
     * @param warning that it ends, or null
     */
    record Token(TokenAge age, String warning) {
    }

    /**
     * What is stored.
     *
     * @param name       the database
     * @param problem    why it cannot be reached, or null
     * @param status     how it is, or null if that is not known
     * @param firstStart when this installation was first started, or null if that is not known
     */
    record Stored(String name, String problem, InboxStatus status, Instant firstStart) {
    }

    /**
     * What stored events let expect.
     *
     * @param unpaidSince when the oldest event of an invoice was stored that no event of a payment has followed, or
     *                    null
     * @param converted   when the last event of a trial that was converted was stored, or null
     */
    record Missing(Instant unpaidSince, Instant converted) {
    }
}
