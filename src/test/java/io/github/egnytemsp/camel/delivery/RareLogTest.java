package io.github.egnytemsp.camel.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RareLogTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE);
    private final RareLog log = new RareLog(clock::get);

    @Test
    void theFirstTimeIsSaidAtOnceAndTheOthersTogetherAfterTenMinutes() {
        assertThat(log.happened()).isEqualTo(1);
        assertThat(log.happened()).isZero();
        clock.addAndGet(Duration.ofMinutes(10).toNanos() - 1);
        assertThat(log.happened()).isZero();
        clock.addAndGet(1);
        assertThat(log.happened()).isEqualTo(3);
        assertThat(log.happened()).isZero();
    }
}
