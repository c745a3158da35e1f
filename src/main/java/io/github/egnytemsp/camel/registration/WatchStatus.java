package io.github.egnytemsp.camel.registration;

import java.time.Instant;

/**
 * What the watch knows of the webhook.
 *
 * @param phase     what became of the last check
 * @param webhookId the webhook's id, or null
 * @param status    {@code enabled} or {@code disabled}, or null
 * @param checkedAt when the last check ended, or null
 * @param problem   what is wrong and what to do, or null; no secret
 */
public record WatchStatus(Phase phase, String webhookId, String status, Instant checkedAt, String problem) {

    /** Where the watch is. */
    public enum Phase {
        /** The first check has not ended yet. */
        STARTING,
        /** The webhook was there and right at the last check. */
        RIGHT,
        /** Another member of the cluster looks after the webhook. */
        FOLLOWER,
        /** The last check failed; the next one is scheduled. */
        FAILED
    }

    /**
     * Whether events can be expected.
     *
     * @return true if the webhook is right, or in the care of another member
     */
    public boolean isUp() {
        return phase == Phase.RIGHT || phase == Phase.FOLLOWER;
    }
}
