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
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.client.TimeSource;
import io.github.egnytemsp.camel.model.EnsureAction;
import io.github.egnytemsp.camel.model.EnsureResult;
import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.registration.KeeperStatus.Phase;
import io.github.egnytemsp.camel.registration.Reconciliation.Look;
import org.apache.camel.CamelContext;
import org.apache.camel.util.TimeUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one webhook right, for whoever asks: the consumer that receives its events, and producers. All its work runs in
 * one thread of its own, one piece after the other, and what it has learnt holds for all.
 * <p>
 * A repair that did not hold is not repeated, however often somebody asks: the point is sent again when something else
 * is wanted, or when something else is stored. A disabled webhook is enabled again after growing pauses.
 */
public final class WebhookKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookKeeper.class);

    /** Tries of one check, if another process removes the webhook while it runs. */
    private static final int ATTEMPTS = 3;
    private static final int NOT_FOUND = 404;

    private final CamelContext camelContext;
    private final Supplier<LeaderElection> election;
    private final String webhookUrl;
    private final TimeSource time;
    private final WebhookMemory memory = new WebhookMemory();
    private final Set<CompletableFuture<?>> asked = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();

    private ScheduledExecutorService thread;
    private boolean stopped;
    private volatile WebhookWatch watch;
    private volatile KeeperStatus status;
    private volatile String reported;

    WebhookKeeper(CamelContext camelContext, Supplier<LeaderElection> election, String webhookUrl, TimeSource time) {
        this.camelContext = camelContext;
        this.election = election;
        this.webhookUrl = webhookUrl;
        this.time = time;
        this.status = KeeperStatus.starting(now());
    }

    /**
     * The result of the last check.
     *
     * @return the status after the last look
     */
    public KeeperStatus status() {
        return status;
    }

    /**
     * Whether a running consumer has this webhook.
     *
     * @return true between {@link #attach} and {@link #detach}
     */
    public boolean isAttached() {
        return watch != null;
    }

    /**
     * Whether the consumer's first secret is the registered one, as far as is known.
     *
     * @return false before the first look, after a change of secrets that did not reach the API, and if an older one is
     *         stored
     */
    public boolean isFirstSecretRegistered() {
        WebhookWatch current = watch;
        return current != null && current.isEnsured() && !memory.isOldSecretStored();
    }

    /**
     * Keeps the webhook right from now on, for a consumer that is starting. The first look waits until the context has
     * started and the consumer listens.
     *
     * @param  kept                  the consumer's webhook
     * @throws IllegalStateException if another consumer has this webhook
     * @throws Exception             if the context takes no listener for its start
     */
    public void attach(KeptWebhook kept) throws Exception {
        lock.lock();
        try {
            if (watch != null) {
                throw new IllegalStateException(
                        "Another running consumer has the webhookUrl " + webhookUrl + ": give each one its own");
            }
            status = KeeperStatus.starting(now());
            watch = new WebhookWatch(camelContext, election, this, kept);
        } finally {
            lock.unlock();
        }
        watch.start();
    }

    /**
     * Ends what {@link #attach} began; a look that is under way is interrupted.
     *
     * @param  kept       the consumer's webhook; of another one nothing is done
     * @param  unregister whether the webhook is removed, if it was ensured for this consumer and not by another member
     *                    of the cluster. Who cancels the future ends the attempt
     * @return            whether there was one to remove
     * @throws Exception  if the cluster cannot be left
     */
    public CompletableFuture<Boolean> detach(KeptWebhook kept, boolean unregister) throws Exception {
        WebhookWatch last;
        lock.lock();
        try {
            last = watch;
            if (last == null || last.kept() != kept) {
                return CompletableFuture.completedFuture(false);
            }
            watch = null;
        } finally {
            lock.unlock();
        }
        last.stop();
        // a look that was interrupted may be about to remember a new webhook: this comes after it
        return unregister
                ? submit(() -> last.isEnsured() && !last.isFollower() && unregister(kept.access()))
                : CompletableFuture.completedFuture(false);
    }

    private boolean unregister(WebhookAccess access) throws EgnyteMspException, InterruptedException {
        String id = memory.id(access);
        if (id == null) {
            return false;
        }
        new WebhookCalls(access.client()).remove(id);
        memory.forgetWebhook(access);
        return true;
    }

    /**
     * Ensures the webhook for somebody who is not its consumer.
     *
     * @param  access                   with what
     * @param  desired                  how it should be, with one secret
     * @return                          what had to be done, or the failure of the API
     * @throws IllegalArgumentException if something in it is missing or wrong, or a running consumer keeps the webhook
     *                                  otherwise: its next look would undo this one
     */
    public CompletableFuture<EnsureResult> ensure(WebhookAccess access, DesiredWebhook desired) {
        desired.registration();
        WebhookWatch current = watch;
        if (current == null) {
            return submit(() -> reconcile(access, desired, Look.START));
        }
        current.kept().desired().get().requireSame(desired);
        return submit(current::lookNow);
    }

    /**
     * Changes the secret of the running consumer: it accepts the new one at once, and then the new one is registered.
     *
     * @param  secret                   the new secret
     * @return                          what had to be done, or the failure of the API: the new secret is accepted all
     *                                  the same, and the keeper goes on trying
     * @throws IllegalArgumentException if it cannot be the value of an HTTP header
     * @throws IllegalStateException    if there is no running consumer
     */
    public CompletableFuture<EnsureResult> rotate(String secret) {
        WebhookWatch current = watch;
        if (current == null) {
            throw new IllegalStateException(
                    "No running consumer has the webhookUrl " + webhookUrl + " with registration=ensure");
        }
        current.kept().acceptSecret().accept(secret);
        current.secretChanged();
        return submit(current::lookNow);
    }

    /**
     * Checks the webhook now, outside the schedule, including duplicates. A repair that did not hold is not repeated.
     *
     * @return the status after that
     */
    public CompletableFuture<KeeperStatus> checkNow() {
        WebhookWatch current = watch;
        return submit(() -> {
            if (current != null) {
                current.look(Look.WATCH_ALL);
            }
            return status;
        });
    }

    /** Ends the thread. Work that waits fails. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            if (thread != null) {
                camelContext.getExecutorServiceManager().shutdownNow(thread);
                thread = null;
            }
        } finally {
            lock.unlock();
        }
        asked.forEach(result -> result.completeExceptionally(new IllegalStateException("The component was stopped")));
    }

    /** Runs something in the keeper's thread; cancelling the result interrupts it. */
    private <T> CompletableFuture<T> submit(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        asked.add(result);
        Future<?> task = schedule(() -> {
            try {
                result.complete(work.call());
            } catch (Exception | Error e) {
                result.completeExceptionally(e);
            }
        }, Duration.ZERO);
        result.whenComplete((value, failure) -> {
            asked.remove(result);
            if (result.isCancelled()) {
                task.cancel(true);
            }
        });
        return result;
    }

    /** Runs something in the keeper's thread later. */
    Future<?> schedule(Runnable work, Duration pause) {
        lock.lock();
        try {
            if (stopped) {
                throw new IllegalStateException("The component was stopped");
            }
            if (thread == null) {
                thread = camelContext.getExecutorServiceManager().newSingleThreadScheduledExecutor(this,
                        "EgnyteMspWebhookKeeper");
            }
            return thread.schedule(work, pause.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            lock.unlock();
        }
    }

    /** One check with its repairs, in the keeper's thread. */
    EnsureResult reconcile(WebhookAccess access, DesiredWebhook desired, Look look)
            throws EgnyteMspException, InterruptedException {
        for (int attempt = 1;; attempt++) {
            try {
                EnsureResult result = new Reconciliation(access, memory, desired, look, now()).run();
                succeeded(result);
                return result;
            } catch (EgnyteMspException e) {
                if (e.getHttpStatus() != NOT_FOUND || attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.debug("The webhook was removed during the check, checking again");
            }
        }
    }

    private void succeeded(EnsureResult result) {
        String problem = result.problem();
        Phase phase
                = problem == null ? Phase.RIGHT : "disabled".equalsIgnoreCase(result.status()) ? Phase.FAILED : Phase.DIFFERENT;
        boolean news = phase != status.phase() || !result.done().equals(Set.of(EnsureAction.UNCHANGED));
        status = status.next(phase, result.webhookId(), result.status(), now(), problem);
        if (news) {
            LOG.info("The webhook {} for {} is {}: {}", status.webhookId(), webhookUrl, status.status(),
                    result.done().stream().sorted().toList());
        }
        if (problem != null && !problem.equals(reported)) {
            LOG.warn("The webhook {} for {} has a problem. {}", status.webhookId(), webhookUrl, problem);
        }
        reported = problem;
    }

    void failed(Exception e, Duration pause) {
        String problem = e instanceof EgnyteMspException ? e.getMessage() : LogText.of(e.toString());
        boolean news = status.phase() != Phase.FAILED || !problem.equals(status.problem());
        status = status.next(Phase.FAILED, status.webhookId(), status.status(), now(), problem);
        if (news) {
            LOG.warn("The webhook for {} could not be checked. Events are still received. The next check is in {}. {}",
                    webhookUrl, TimeUtils.printDuration(pause, true), problem);
        }
    }

    Instant now() {
        return time.now();
    }

    /** Called when another process of the cluster checks the webhook. */
    void followed() {
        status = status.next(Phase.FOLLOWER, status.webhookId(), null, now(), null);
    }
}
