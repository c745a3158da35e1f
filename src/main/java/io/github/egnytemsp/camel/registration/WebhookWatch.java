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

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.model.EnsureResult;
import io.github.egnytemsp.camel.registration.Reconciliation.Look;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;

/**
 * Decides when a keeper looks at the webhook of a running consumer: when the context has started and the listener
 * accepts connections, and then again and again. In a cluster only the leader looks.
 */
final class WebhookWatch {

    /** How often the listener is checked until it accepts connections. It costs no API call. */
    private static final Duration LISTENER_LOOK = Duration.ofMillis(100);
    private static final Duration NEVER = Duration.ofMillis(-1);

    /** Every so many checks, all webhooks are listed: a get of one does not show duplicates. */
    private static final int LOOKS_BETWEEN_LISTS = 16;

    private final CamelContext camelContext;
    private final WebhookKeeper keeper;
    private final KeptWebhook kept;
    private final Pauses pauses;
    private final Leadership leadership;
    private final ReentrantLock scheduling = new ReentrantLock();

    private Future<?> next;
    private boolean stopped;
    private volatile boolean ensured;
    private volatile boolean follower;
    private boolean leaderChanged;
    private int failures;
    private int looks;

    WebhookWatch(CamelContext camelContext, Supplier<LeaderElection> election, WebhookKeeper keeper, KeptWebhook kept) {
        this.camelContext = camelContext;
        this.keeper = keeper;
        this.kept = kept;
        this.pauses = new Pauses(kept.interval(), () -> ThreadLocalRandom.current().nextDouble());
        this.leadership = new Leadership(camelContext, election, this::leaderChanged);
    }

    KeptWebhook kept() {
        return kept;
    }

    /** Whether the first secret has become the registered one since the start or its last change. */
    boolean isEnsured() {
        return ensured;
    }

    boolean isFollower() {
        return follower;
    }

    void start() throws Exception {
        if (camelContext.isStarted()) {
            schedule(Duration.ZERO);
            return;
        }
        camelContext.addStartupListener(new ExtendedStartupListener() {
            @Override
            public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
                // routes and servers may still be starting
            }

            @Override
            public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
                schedule(Duration.ZERO);
            }
        });
    }

    /** Stops, and interrupts a check that is running. */
    void stop() throws Exception {
        scheduling.lock();
        try {
            stopped = true;
            if (next != null) {
                next.cancel(true);
            }
        } finally {
            scheduling.unlock();
        }
        leadership.leave();
    }

    private void schedule(Duration pause) {
        scheduling.lock();
        try {
            if (stopped) {
                return;
            }
            if (next != null) {
                next.cancel(false);
            }
            next = keeper.schedule(this::scheduledLook, pause);
        } finally {
            scheduling.unlock();
        }
    }

    private void leaderChanged() {
        scheduling.lock();
        try {
            leaderChanged = true;
            schedule(Duration.ZERO);
        } finally {
            scheduling.unlock();
        }
    }

    private void scheduledLook() {
        scheduling.lock();
        try {
            leaderChanged = false;
        } finally {
            scheduling.unlock();
        }
        Duration pause = look(null);
        scheduling.lock();
        try {
            // a leader who changed since the look began has scheduled the next one already: this one may have seen the old
            if (!leaderChanged && !pause.isNegative()) {
                schedule(pause);
            }
        } finally {
            scheduling.unlock();
        }
    }

    /** The first secret has changed. Each check tries to register it, until one succeeds. */
    void secretChanged() {
        ensured = false;
    }

    /**
     * One check outside the schedule, in the keeper's thread, whether or not the consumer listens or this process
     * leads.
     *
     * @throws EgnyteMspException if the API refuses or cannot be reached; the schedule goes on trying
     */
    EnsureResult lookNow() throws EgnyteMspException, InterruptedException {
        try {
            EnsureResult result = keeper.reconcile(kept.access(), kept.desired().get(), Look.START);
            succeeded();
            return result;
        } catch (EgnyteMspException | RuntimeException e) {
            schedule(failed(e));
            throw e;
        }
    }

    /** One check, in the keeper's thread. Returns the pause until the next one; negative if there is none. */
    Duration look(Look asked) {
        try {
            if (!kept.listening().getAsBoolean()) {
                return LISTENER_LOOK;
            }
            // here: a cluster that cannot be reached must not keep the context from starting
            leadership.join(kept.desired().get().url());
            follower = !leadership.isLeader();
            if (follower) {
                keeper.followed();
                return pauses.regular(kept.access().client().partOfCallsLeft());
            }
            keeper.reconcile(kept.access(), kept.desired().get(), strictness(asked));
            succeeded();
            return kept.interval().isZero() ? NEVER : pauses.regular(kept.access().client().partOfCallsLeft());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NEVER;
        } catch (Exception e) {
            return failed(e);
        }
    }

    private Look strictness(Look asked) {
        if (!ensured) {
            return Look.START;
        }
        if (asked != null) {
            return asked;
        }
        looks++;
        return looks % LOOKS_BETWEEN_LISTS == 0 ? Look.WATCH_ALL : Look.WATCH;
    }

    private void succeeded() {
        ensured = true;
        failures = 0;
    }

    private Duration failed(Exception e) {
        failures++;
        Duration pause = pauses.afterFailure(e, failures, keeper.now());
        keeper.failed(e, pause);
        return pause;
    }
}
