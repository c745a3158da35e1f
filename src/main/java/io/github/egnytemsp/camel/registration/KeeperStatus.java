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
package io.github.egnytemsp.camel.registration;

import java.time.Instant;

import io.github.egnytemsp.camel.model.LogText;

/**
 * What a keeper knows of its webhook.
 *
 * @param phase     what became of the last look
 * @param webhookId the webhook's id, fit for a line of the log, or null
 * @param status    {@code enabled} or {@code disabled}, as the API spells it and fit for a line of the log, or null
 * @param checkedAt when the last look ended, or null
 * @param problem   what is wrong and what to do, or null; no secret
 * @param since     since when it is in this phase
 */
public record KeeperStatus(Phase phase, String webhookId, String status, Instant checkedAt, String problem, Instant since) {

    /**
     * Makes the API's texts fit for a line of the log.
     *
     * @param phase     what became of the last look
     * @param webhookId the webhook's id, fit for a line of the log, or null
     * @param status    {@code enabled} or {@code disabled}, as the API spells it and fit for a line of the log, or null
     * @param checkedAt when the last look ended, or null
     * @param problem   what is wrong and what to do, or null; no secret
     * @param since     since when it is in this phase
     */
    public KeeperStatus {
        webhookId = LogText.of(webhookId);
        status = LogText.of(status);
    }

    static KeeperStatus starting(Instant now) {
        return new KeeperStatus(Phase.STARTING, null, null, null, null, now);
    }

    /** The status after a check. */
    KeeperStatus next(Phase phase, String webhookId, String status, Instant now, String problem) {
        return new KeeperStatus(phase, webhookId, status, now, problem, phase == this.phase ? since : now);
    }

    /** The result of the last check. */
    public enum Phase {
        /** The first check has not finished. */
        STARTING,
        /** The webhook exists and matches the options. */
        RIGHT,
        /** The webhook is enabled, but Egnyte keeps storing a field in another form than the one that was sent. */
        DIFFERENT,
        /** Another process of the cluster checks the webhook. */
        FOLLOWER,
        /** The webhook is disabled, or the last check failed. */
        FAILED
    }

    /**
     * Whether events can be expected.
     *
     * @return true if the webhook is there and not disabled, or in the care of another member
     */
    public boolean isUp() {
        return phase == Phase.RIGHT || phase == Phase.DIFFERENT || phase == Phase.FOLLOWER;
    }
}
