package io.github.egnytemsp.camel.client;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The governors of a component: one for each base address and access token. */
public final class CallGovernors {

    private static final Logger LOG = LoggerFactory.getLogger(CallGovernors.class);

    private final Map<Key, Entry> governors = new ConcurrentHashMap<>();
    private final AtomicInteger last = new AtomicInteger();
    private final TimeSource time;

    /**
     * @param time the clock
     */
    public CallGovernors(TimeSource time) {
        this.time = time;
    }

    TimeSource time() {
        return time;
    }

    CallGovernor of(URI baseUrl, String token, CallExecutor.Settings settings) {
        Entry entry = governors.computeIfAbsent(new Key(baseUrl, token), key -> new Entry(
                new CallGovernor(last.incrementAndGet(), time, settings.maxCallsPerSecond(), settings.maxCallsPerDay()),
                settings.maxCallsPerSecond(), settings.maxCallsPerDay(), new AtomicBoolean()));
        boolean differs = entry.perSecond != settings.maxCallsPerSecond() || entry.perDay != settings.maxCallsPerDay();
        if (differs && entry.warned.compareAndSet(false, true)) {
            LOG.warn(
                    "maxCallsPerSecond={} and maxCallsPerDay={} have no effect: {} is used with the same access token by an"
                     + " endpoint with {} and {}. Set them on the component",
                    settings.maxCallsPerSecond(), settings.maxCallsPerDay(), baseUrl, entry.perSecond, entry.perDay);
        }
        return entry.governor;
    }

    /**
     * How many calls were made today, of how many.
     *
     * @return {@code address}, {@code callsToday} and {@code callsPerDay} (0 for no limit) for each access token
     */
    public List<Map<String, Object>> status() {
        return governors.entrySet().stream().map(entry -> Map.<String, Object> of(
                "address", entry.getKey().toString(), "callsToday", entry.getValue().governor.callsToday(), "callsPerDay",
                entry.getValue().governor.callsPerDay())).toList();
    }

    private record Entry(CallGovernor governor, int perSecond, int perDay, AtomicBoolean warned) {
    }

    private record Key(URI baseUrl, String token) {

        @Override
        public String toString() {
            return baseUrl.toString();
        }
    }
}
