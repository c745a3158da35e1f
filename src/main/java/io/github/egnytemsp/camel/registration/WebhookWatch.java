package io.github.egnytemsp.camel.registration;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.github.egnytemsp.camel.client.EgnyteMspAuthenticationException;
import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException;
import io.github.egnytemsp.camel.client.MspClient;
import io.github.egnytemsp.camel.model.EnsureAction;
import io.github.egnytemsp.camel.model.EnsureResult;
import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.registration.WatchStatus.Phase;
import io.github.egnytemsp.camel.registration.WebhookRegistrar.Look;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.cluster.CamelClusterEventListener;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.cluster.CamelClusterView;
import org.apache.camel.support.cluster.ClusterServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ensures the webhook when the context has started, that is, when the listener accepts connections, and looks at it again
 * and again. It works in a thread of its own: neither starting nor receiving waits for the API.
 * <p>
 * After a failure it tries again with a growing pause, at the most the interval; after a refused token once each interval, or
 * as soon as there is another token. In a cluster only the leader calls the API.
 */
public final class WebhookWatch extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookWatch.class);
    private static final Duration LONGEST_PAUSE_WITHOUT_INTERVAL = Duration.ofMinutes(15);
    private static final Duration TOKEN_LOOK = Duration.ofSeconds(10);
    /** The route may be about to start, or be resumed at any time; looking at it costs nothing. */
    private static final Duration LISTENER_LOOK = Duration.ofMillis(100);

    private static final String STAYS_DISABLED = "It is disabled, and neither an update nor a new registration has enabled it: no event"
                                                 + " comes. Ask Egnyte";

    /** A look at one webhook does not show duplicates that others made; this many looks apart, all are looked at. */
    private static final int LOOKS_BETWEEN_LISTS = 16;
    /** With less than this part of the day's calls left, the watch looks less often. */
    private static final double SHORT_OF_CALLS = 0.1;
    private static final int STRETCH_WHEN_SHORT = 4;

    private final CamelContext camelContext;
    private final MspClient client;
    private final WebhookRegistrar registrar;
    private final Supplier<DesiredWebhook> desired;
    private final BooleanSupplier listening;
    private final Settings settings;
    private final ReentrantLock checking = new ReentrantLock();
    private final ReentrantLock scheduling = new ReentrantLock();

    private volatile WatchStatus status = new WatchStatus(Phase.STARTING, null, null, null, null);
    private ScheduledExecutorService executor;
    private ScheduledFuture<?> next;
    private CamelClusterView cluster;
    private CamelClusterEventListener.Leadership leadership;
    private volatile boolean ensured;
    private volatile boolean leaderChanged;
    private boolean joined;
    private int failures;
    private int looks;

    /**
     * How often the watch looks.
     *
     * @param interval   between two looks; zero for one at the start only
     * @param firstPause after a first failure; it doubles with each one
     */
    public record Settings(Duration interval, Duration firstPause) {
    }

    /**
     * @param camelContext the context
     * @param client       the API
     * @param registrar    ensures the webhook
     * @param desired      how it should be now
     * @param listening    whether the listener works: without it a webhook is not enabled again
     * @param settings     how often it looks
     */
    public WebhookWatch(CamelContext camelContext, MspClient client, WebhookRegistrar registrar,
                        Supplier<DesiredWebhook> desired, BooleanSupplier listening, Settings settings) {
        this.camelContext = camelContext;
        this.client = client;
        this.registrar = registrar;
        this.desired = desired;
        this.listening = listening;
        this.settings = settings;
    }

    /**
     * What the watch knows.
     *
     * @return the status after the last check
     */
    public WatchStatus status() {
        return status;
    }

    @Override
    protected void doStart() throws Exception {
        executor = camelContext.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "EgnyteMspWebhookWatch");
        if (camelContext.isStarted()) {
            schedule(Duration.ZERO);
        } else {
            camelContext.addStartupListener(new ExtendedStartupListener() {
                @Override
                public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
                    // routes and servers may still be starting
                }

                @Override
                public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
                    if (isRunAllowed()) {
                        schedule(Duration.ZERO);
                    }
                }
            });
        }
    }

    /** A part of the first check: a cluster that cannot be reached must not keep the context from starting. */
    private void joinCluster() throws Exception {
        if (joined) {
            return;
        }
        CamelClusterService service = ClusterServiceHelper.lookupService(camelContext).orElse(null);
        if (service != null) {
            // a file name or a lock's name in some services: no characters of a URL
            cluster = service.getView("egnyte-msp-" + MspEvent.sha256(desired.get().url().getBytes(StandardCharsets.UTF_8)).substring(0, 16));
            leadership = (view, leader) -> {
                leaderChanged = true;
                schedule(Duration.ZERO);
            };
            cluster.addEventListener(leadership);
        }
        joined = true;
    }

    @Override
    protected void doStop() throws Exception {
        if (executor != null) {
            camelContext.getExecutorServiceManager().shutdownNow(executor);
            executor = null;
        }
        if (cluster != null) {
            CamelClusterView left = cluster;
            cluster = null;
            left.removeEventListener(leadership);
            left.getClusterService().releaseView(left);
        }
    }

    /**
     * Removes the webhook that was ensured here, after the stop. A follower has none, nor has a watch whose first check did not
     * succeed.
     *
     * @return                      true if there was one to remove
     * @throws EgnyteMspException   if the API refuses or cannot be reached
     * @throws InterruptedException if the thread was interrupted
     */
    public boolean unregister() throws EgnyteMspException, InterruptedException {
        // a check that was interrupted by the stop may be about to remember a new webhook
        checking.lock();
        try {
            return ensured && status.phase() != Phase.FOLLOWER && registrar.unregister();
        } finally {
            checking.unlock();
        }
    }

    /**
     * Whether the first secret is the registered one, as far as is known.
     *
     * @return false before the first check, and after a change of secrets that did not reach the API
     */
    public boolean isEnsured() {
        return ensured;
    }

    private void schedule(Duration pause) {
        scheduling.lock();
        try {
            ScheduledExecutorService current = executor;
            if (current == null || !isRunAllowed()) {
                return;
            }
            if (next != null) {
                next.cancel(false);
            }
            next = current.schedule(this::scheduledCheck, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The watch is stopping");
        } finally {
            scheduling.unlock();
        }
    }

    private void scheduledCheck() {
        leaderChanged = false;
        Duration pause = check(null);
        if (leaderChanged) {
            // in the middle of the check, which may have seen the old one
            pause = Duration.ZERO;
        }
        if (!pause.isNegative()) {
            schedule(pause);
        }
    }

    /**
     * Looks now, beside the schedule, at every webhook.
     *
     * @return the status after that
     */
    public WatchStatus checkNow() {
        check(Look.WATCH_ALL);
        return status;
    }

    /**
     * Ensures now that the first secret is the registered one.
     *
     * @return                      what had to be done
     * @throws EgnyteMspException   if the API refuses or cannot be reached; the schedule goes on trying
     * @throws InterruptedException if the thread was interrupted
     */
    public EnsureResult ensureNow() throws EgnyteMspException, InterruptedException {
        checking.lock();
        try {
            // until it succeeds, the first secret must become the registered one
            ensured = false;
            EnsureResult result = registrar.ensure(desired.get(), Look.START);
            succeeded(result);
            return result;
        } catch (EgnyteMspException | RuntimeException e) {
            schedule(failed(e));
            throw e;
        } finally {
            checking.unlock();
        }
    }

    /** One check. Returns the pause until the next one, negative for none. */
    private Duration check(Look asked) {
        checking.lock();
        try {
            if (!listening.getAsBoolean()) {
                return LISTENER_LOOK;
            }
            joinCluster();
            if (cluster != null && !cluster.getLocalMember().isLeader()) {
                status = new WatchStatus(Phase.FOLLOWER, status.webhookId(), null, now(), null);
                return regularPause();
            }
            EnsureResult result = registrar.ensure(desired.get(), look(asked));
            succeeded(result);
            return settings.interval().isZero() ? Duration.ofMillis(-1) : regularPause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Duration.ofMillis(-1);
        } catch (Exception e) {
            return failed(e);
        } finally {
            checking.unlock();
        }
    }

    private Look look(Look asked) {
        if (!ensured) {
            // the first secret has to become the registered one, whoever asks
            return Look.START;
        }
        if (asked != null) {
            return asked;
        }
        looks++;
        return looks % LOOKS_BETWEEN_LISTS == 0 ? Look.WATCH_ALL : Look.WATCH;
    }

    private void succeeded(EnsureResult result) {
        boolean first = !ensured;
        boolean recovered = status.phase() == Phase.FAILED;
        ensured = true;
        failures = 0;
        if (!"enabled".equals(result.status())) {
            status = new WatchStatus(Phase.FAILED, result.webhookId(), result.status(), now(), STAYS_DISABLED);
            if (first || !recovered) {
                LOG.warn("The webhook {} for {} is {}. {}", result.webhookId(), desired.get().url(), result.status(), STAYS_DISABLED);
            }
            return;
        }
        status = new WatchStatus(Phase.RIGHT, result.webhookId(), result.status(), now(), null);
        if (first || recovered || !result.done().equals(Set.of(EnsureAction.UNCHANGED))) {
            LOG.info("The webhook {} for {} is {}: {}", result.webhookId(), desired.get().url(), result.status(),
                    result.done().stream().sorted().toList());
        }
    }

    private Duration failed(Exception e) {
        failures++;
        String problem = e instanceof EgnyteMspException ? e.getMessage() : e.toString();
        boolean news = status.phase() != Phase.FAILED || !problem.equals(status.problem());
        status = new WatchStatus(Phase.FAILED, status.webhookId(), status.status(), now(), problem);
        Duration pause = pauseAfter(e);
        if (news) {
            LOG.warn("The webhook for {} could not be checked; events are received all the same. Next try in {}. {}",
                    desired.get().url(), pause, problem);
        }
        return pause;
    }

    private Duration pauseAfter(Exception e) {
        Duration longest = settings.interval().isZero() ? LONGEST_PAUSE_WITHOUT_INTERVAL : settings.interval();
        if (e instanceof EgnyteMspAuthenticationException) {
            // costs no call while the token is the same: the client asks again with it only now and then
            return TOKEN_LOOK.compareTo(longest) < 0 ? TOKEN_LOOK : longest;
        }
        if (e instanceof EgnyteMspRateLimitException limit) {
            Duration untilThen = Duration.between(now(), limit.getRetryAt());
            return untilThen.isNegative() ? settings.firstPause() : untilThen;
        }
        Duration pause = settings.firstPause().multipliedBy(1L << Math.min(failures - 1, 20));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    private Duration regularPause() {
        if (settings.interval().isZero()) {
            return LONGEST_PAUSE_WITHOUT_INTERVAL;
        }
        return client.partOfCallsLeft() < SHORT_OF_CALLS
                ? settings.interval().multipliedBy(STRETCH_WHEN_SHORT) : settings.interval();
    }

    private static Instant now() {
        return Instant.now();
    }
}
