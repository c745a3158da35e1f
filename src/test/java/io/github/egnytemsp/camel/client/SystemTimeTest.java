package io.github.egnytemsp.camel.client;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SystemTimeTest {

    @Test
    void anyNumberOfCallsCanWaitAndNoneAfterTheStop() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            SystemTime time = new SystemTime(context);
            time.start();
            for (int i = 0; i < 5_000; i++) {
                time.schedule(Duration.ofHours(1), () -> {
                    // not in this test
                });
            }
            time.stop();
            assertThatThrownBy(() -> time.schedule(Duration.ZERO, () -> {
                // not in this test
            })).isInstanceOf(RejectedExecutionException.class);
        }
    }
}
