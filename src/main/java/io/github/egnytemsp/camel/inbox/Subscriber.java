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
package io.github.egnytemsp.camel.inbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on the events of a durable subscription: claims some, tries them one after the other, and writes what became of
 * each.
 */
public final class Subscriber {

    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

    /** Claimed at once; as many outcomes may wait to be written. */
    private static final int BATCH = 50;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Inbox inbox;
    private final String name;
    private final SubscriberSettings settings;
    private final Tries tries;
    private final List<Thread> threads = new ArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Claimed> claimed = new ArrayDeque<>();
    private int running;
    private int unwritten;
    private boolean asking;
    /** The one that runs must run alone. */
    private boolean single;
    /** The next one must run alone. */
    private boolean singleIsNext;
    /** What was asked for before the last outage was found out does not count. */
    private boolean outageWhileAsking;
    private long askAt;
    private boolean woken;
    private boolean open;
    private boolean stopped;

    /**
     * @param inbox    where the events are
     * @param settings how it works
     * @param route    tries an event; what it throws is a failed try
     */
    Subscriber(Inbox inbox, SubscriberSettings settings, Function<Claimed, TryResult> route) {
        this.inbox = inbox;
        this.name = settings.subscription().name();
        this.settings = settings;
        this.tries = new Tries(inbox, settings, route, this::otherSideIsDown, this::finished);
        this.askAt = inbox.clock().nanoTime();
    }

    /** {@return the subscription's name} */
    public String name() {
        return name;
    }

    void start() {
        open = true;
        for (int i = 0; i < settings.concurrentConsumers(); i++) {
            Thread thread = inbox.newThread("EgnyteMspInbox-" + name, this::workOn);
            threads.add(thread);
            thread.start();
        }
    }

    /** Begins no new try; what was claimed for later goes back. */
    public void suspend() {
        List<Claimed> back;
        lock.lock();
        try {
            open = false;
            back = takeClaimed();
        } finally {
            lock.unlock();
        }
        release(back);
    }

    /** The subscription was paused: what was claimed and not begun waits. */
    void giveBack() {
        List<Claimed> back;
        lock.lock();
        try {
            back = takeClaimed();
        } finally {
            lock.unlock();
        }
        release(back);
    }

    /** Events that were forgotten are not begun. */
    void forget(List<Long> events) {
        lock.lock();
        try {
            claimed.removeIf(event -> events.contains(event.seq()));
            if (isAlone()) {
                single = false;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Goes on after {@link #suspend}. */
    public void resume() {
        lock.lock();
        try {
            open = true;
            askAt = inbox.clock().nanoTime();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for what runs, and for its outcomes to be written, and ends.
     *
     * @param patience how long; what still runs then is interrupted
     */
    public void stop(Duration patience) {
        suspend();
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
                if (thread.isAlive()) {
                    thread.interrupt();
                    thread.join(1000);
                }
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            }
        }
        inbox.remove(this);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return how many of its threads are alive: fewer than it has consumers means that something is very wrong} */
    public int workers() {
        return (int) threads.stream().filter(Thread::isAlive).count();
    }

    /** Something new was stored, or the subscription was changed. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            askAt = inbox.clock().nanoTime();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void workOn() {
        boolean goOn = true;
        while (goOn) {
            try {
                goOn = workOnNext();
            } catch (Throwable e) { // memory is short, say: a thread that ended would not come back
                LOG.error("{} continues in a second", name, e);
                LockSupport.parkNanos(LONGEST_WAIT.toNanos());
            }
        }
    }

    private boolean workOnNext() {
        Claimed next = next();
        if (next == null) {
            return false;
        }
        try {
            tries.make(next);
        } finally {
            done();
        }
        return true;
    }

    /** The next one to try, or null at the end. */
    private Claimed next() {
        lock.lock();
        try {
            while (!stopped) {
                askIfNeeded();
                Claimed next = open && !(single && running > 0) ? ownClaimed() : null;
                if (next != null) {
                    running++;
                    return next;
                }
                // what keeps it from asking ends with a signal, but for the absence of this replica
                long wait = mayAsk() ? askAt - inbox.clock().nanoTime() : LONGEST_WAIT.toNanos();
                if (wait > 0) {
                    changed.awaitNanos(wait);
                }
            }
            return null;
        } catch (InterruptedException e) {
            return stopped ? null : next();
        } finally {
            lock.unlock();
        }
    }

    /** The next one that is still this replica's: after a long stand-still, others may have it. */
    private Claimed ownClaimed() {
        if (claimed.removeIf(event -> !inbox.isOwn(event)) && isAlone()) {
            single = false;
        }
        return inbox.isPresent() ? claimed.poll() : null;
    }

    private void done() {
        lock.lock();
        try {
            running--;
            if (running == 0) {
                single = false;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean mayAsk() {
        boolean enough = claimed.size() > BATCH / 2 || unwritten >= 2 * BATCH;
        return open && !asking && !enough && !single && (!singleIsNext || isAlone());
    }

    private boolean isAlone() {
        return claimed.isEmpty() && running == 0;
    }

    private void askIfNeeded() {
        if (!mayAsk() || askAt - inbox.clock().nanoTime() > 0) {
            return;
        }
        asking = true;
        woken = false;
        outageWhileAsking = false;
        inbox.claim(name, BATCH - claimed.size(), isAlone()).whenComplete(this::take);
    }

    private void take(Claim claim, Throwable failure) {
        List<Claimed> back = List.of();
        lock.lock();
        try {
            asking = false;
            long pause = settings.pollInterval().toMillis();
            if (failure != null) {
                pause = Math.max(pause, 1000);
            } else if (outageWhileAsking) {
                back = claim.events();
                pause = 0;
            } else {
                tries.knownOutages(claim.outages());
                singleIsNext = claim.mustBeAlone();
                single = claim.single();
                claimed.addAll(claim.events());
                if (!open) {
                    back = takeClaimed();
                }
                boolean more = !claim.events().isEmpty() || claim.mustBeAlone() || woken;
                pause = more ? 0 : Math.max(1, Math.min(pause, claim.waitUntil() - inbox.clock().now()));
            }
            askAt = inbox.clock().nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        release(back);
    }

    private List<Claimed> takeClaimed() {
        List<Claimed> all = List.copyOf(claimed);
        claimed.clear();
        if (running == 0) {
            single = false;
        }
        return all;
    }

    private void release(List<Claimed> events) {
        if (!events.isEmpty()) {
            inbox.release(name, events);
        }
    }

    /** One event at a time finds out whether it is back: what was claimed goes back, and what is asked for too. */
    private void otherSideIsDown() {
        List<Claimed> back;
        lock.lock();
        try {
            outageWhileAsking = true;
            back = takeClaimed();
        } finally {
            lock.unlock();
        }
        release(back);
    }

    private void finished(Finished outcome) {
        lock.lock();
        try {
            unwritten++;
        } finally {
            lock.unlock();
        }
        write(outcome);
    }

    /** Until it is written: nobody else knows what became of it. */
    private void write(Finished outcome) {
        CompletableFuture<Void> written = inbox.finish(outcome);
        written.whenComplete((nothing, failure) -> {
            if (failure != null && inbox.isRunAllowed()) {
                inbox.later(Duration.ofSeconds(1), () -> write(outcome));
                return;
            }
            lock.lock();
            try {
                unwritten--;
                if (outcome.state() == DeliveryState.waiting) {
                    // its pause may end before the next look
                    long due = inbox.clock().nanoTime()
                               + TimeUnit.MILLISECONDS.toNanos(outcome.dueAt() - inbox.clock().now());
                    askAt = due - askAt < 0 ? due : askAt;
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        });
    }

}
