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
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.egnytemsp.camel.model.LogText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries events of a subscription, and decides what becomes of each: handled, tried again after a pause, given up, or
 * waiting for the other side. Each outcome is one line in the log.
 */
final class Tries {

    /** The lines are those of a subscriber. */
    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
    private static final long LONGEST_RETRY_AFTER = Duration.ofHours(1).toMillis();

    private final Inbox inbox;
    private final String name;
    private final SubscriberSettings settings;
    private final RedeliveryPolicy policy;
    private final Function<Claimed, TryResult> route;
    private final Runnable down;
    private final Consumer<Finished> finished;
    private final Outage outage = new Outage();

    /** A try: the event, when it began by the system's clock and by one that passes evenly, and how long it took. */
    private record Made(Claimed event, long startedAt, long startedNanos, long duration) {
    }

    /**
     * @param inbox    has the clock, and is told of outages
     * @param settings how failed events are tried again
     * @param route    tries an event; what it throws is a failed try
     * @param down     is run when the other side is found to be down
     * @param finished gets what became of each try, to write it
     */
    Tries(Inbox inbox, SubscriberSettings settings, Function<Claimed, TryResult> route, Runnable down,
          Consumer<Finished> finished) {
        this.inbox = inbox;
        this.name = settings.subscription().name();
        this.settings = settings;
        this.policy = settings.redelivery();
        this.route = route;
        this.down = down;
        this.finished = finished;
    }

    /** How often in a row the other side was found to be down, by any replica. */
    void knownOutages(int outages) {
        outage.known(outages);
    }

    /** Tries an event. */
    void make(Claimed event) {
        if (!event.replayed() && !Subscription.wants(settings.subscription().eventTypes(), event.eventType())) {
            finish(new Made(event, 0, 0, 0), DeliveryState.skipped, 0, event.failures(), null, null);
            return;
        }
        if (event.failures() > policy.maximumRedeliveries()) {
            // its process ended in the last try, so that nobody could say so
            String reason = "The process ended during the last of " + (event.attempt() - 1) + " tries";
            LOG.error("{} {} {}: given up. {}", name, event.eventType(), event.shortId(), reason);
            finish(new Made(event, 0, 0, 0), DeliveryState.failed, 0, event.failures(), null, reason);
            return;
        }
        long startedAt = inbox.clock().wallClock();
        long started = inbox.clock().nanoTime();
        TryResult result;
        try {
            result = route.apply(event);
        } catch (Throwable e) { // an Error of a route too is a failed try of this event
            result = new TryResult(null, e);
        }
        Made made = new Made(
                event, startedAt, started, TimeUnit.NANOSECONDS.toMillis(inbox.clock().nanoTime() - started));
        try {
            if (result.isHandled()) {
                handled(made, LogText.of(inbox.secrets().hide(result.outcome()), 1000));
            } else {
                failed(made, FailureRules.of(result.error(), Instant.ofEpochMilli(startedAt), inbox.secrets()));
            }
        } catch (Throwable e) { // an exception that cannot even be read, say: the event must not stay as it is
            failed(made, new Failure(Failure.Kind.OTHER, null, e.getClass().getName()));
        }
    }

    private void handled(Made made, String outcome) {
        Claimed event = made.event;
        if (LOG.isInfoEnabled()) {
            LOG.info("{} {} {}: handled{}{}", name, event.eventType(), event.shortId(),
                    event.attempt() > 1 ? " at try " + event.attempt() : "", outcome == null ? "" : ", " + outcome);
        }
        // that an outage has ended is written with the success
        if (outage.handled(event.seq())) {
            LOG.info("{}: the other side is back", name);
        }
        finish(made, DeliveryState.handled, 0, 0, outcome, null);
    }

    private void failed(Made made, Failure failure) {
        if (failure.isOutageLike()) {
            failedLikeInAnOutage(made, failure);
            return;
        }
        if (outage.answered()) {
            inbox.answered(name);
        }
        int failures = made.event.failures() + 1;
        if (failure.kind() == Failure.Kind.REFUSED || failures > policy.maximumRedeliveries()) {
            giveUp(made, failure, failures);
        } else {
            tryAgain(made, failure, failures, policy.pause(failures));
        }
    }

    private void failedLikeInAnOutage(Made made, Failure failure) {
        Claimed event = made.event;
        boolean saysSo = failure.retryAfter() != null;
        boolean counts = failure.kind() == Failure.Kind.SERVER_ERROR && !saysSo
                || failure.kind() != Failure.Kind.UNREACHABLE && outage.isAtFault(event.seq());
        Outage.Down found = outage.failed(event.seq(), counts, saysSo, made.startedNanos, inbox.clock().nanoTime());
        if (found != null) {
            waitForTheOtherSide(made, failure, found);
            return;
        }
        int failures = event.failures() + (counts ? 1 : 0);
        if (failures > policy.maximumRedeliveries() && counts) {
            giveUp(made, failure, failures);
        } else {
            long pause = counts ? policy.pause(failures) : policy.outagePause(event.attempt());
            tryAgain(made, failure, failures, Math.max(pause, retryAfter(failure)));
        }
    }

    private void waitForTheOtherSide(Made made, Failure failure, Outage.Down found) {
        Claimed event = made.event;
        down.run();
        long pause = Math.max(policy.outagePause(found.times()), retryAfter(failure));
        boolean refuses = failure.kind() == Failure.Kind.ACCESS_REFUSED;
        if (found.times() == 1) {
            LOG.warn("{}: the other side {}. It is asked again with one event in {}; no try counts until then. {}", name,
                    refuses ? "refuses access" : "is down", shown(pause), failure.text());
        } else {
            LOG.warn("{} {} {}: the other side {}, next try in {}. {}", name, event.eventType(), event.shortId(),
                    refuses ? "still refuses access" : "is still down", shown(pause), failure.text());
        }
        long until = inbox.clock().now() + pause;
        finish(made, DeliveryState.waiting, until, event.failures(), null, failure.text());
        inbox.outage(name, until, found.times(), found.forgiven());
    }

    private static long retryAfter(Failure failure) {
        return failure.retryAfter() == null ? 0 : Math.min(failure.retryAfter().toMillis(), LONGEST_RETRY_AFTER);
    }

    private void giveUp(Made made, Failure failure, int failures) {
        LOG.error("{} {} {}: given up at try {}. {}", name, made.event.eventType(), made.event.shortId(),
                made.event.attempt(), failure.text());
        finish(made, DeliveryState.failed, 0, failures, null, failure.text());
    }

    private void tryAgain(Made made, Failure failure, int failures, long pause) {
        LOG.warn("{} {} {}: try {} failed{}, next one in {}. {}", name, made.event.eventType(), made.event.shortId(),
                made.event.attempt(), failures > made.event.failures() ? "" : " and does not count", shown(pause),
                failure.text());
        finish(made, DeliveryState.waiting, inbox.clock().now() + pause, failures, null, failure.text());
    }

    private void finish(Made made, DeliveryState state, long dueAt, int failures, String outcome, String error) {
        Claimed event = made.event;
        finished.accept(new Finished(
                name, event.seq(), event.owner(), event.attempt(), state, dueAt, failures, made.startedAt, made.duration,
                outcome, error));
    }

    private static String shown(long millis) {
        Duration pause = Duration.ofMillis(millis);
        if (millis < 1000) {
            return millis + "ms";
        }
        return pause.toMinutes() < 1
                ? pause.toSeconds() + "s"
                : pause.toHours() < 1
                        ? pause.toMinutes() + "m " + pause.toSecondsPart() + "s"
                : pause.toHours() + "h " + pause.toMinutesPart() + "m";
    }

}
