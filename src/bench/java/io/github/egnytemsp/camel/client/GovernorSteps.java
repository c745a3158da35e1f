package io.github.egnytemsp.camel.client;

import java.time.Duration;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the governor costs a call that does not have to wait. */
@State(Scope.Benchmark)
public class GovernorSteps {

    private final CallGovernor governor = new CallGovernor(1, TimeSource.SYSTEM, 0, 0);
    private final Duration patience = Duration.ofSeconds(10);

    /** A call's turn, with pacing off. */
    @Benchmark
    public void pacingOff() throws Exception {
        governor.release(governor.acquire(patience, false), true);
    }
}
