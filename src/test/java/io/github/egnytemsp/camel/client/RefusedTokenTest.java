package io.github.egnytemsp.camel.client;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RefusedTokenTest {

    private static final ApiAnswer REFUSAL = new ApiAnswer(401, Map.of(), new byte[0]);

    private final StandingTime time = new StandingTime();
    private final RefusedToken token = new RefusedToken(time);

    @Test
    void aRefusedTokenIsNotUsedUntilItsPauseIsOver() throws Exception {
        token.requireNotRefused("advice");
        token.refused(REFUSAL, Duration.ofMinutes(1));
        time.moveOn(Duration.ofSeconds(59));
        assertThatThrownBy(() -> token.requireNotRefused("advice")).isInstanceOf(EgnyteMspAuthenticationException.class);
        time.moveOn(Duration.ofSeconds(1));
        token.requireNotRefused("advice");
    }

    @Test
    void aPauseThatBeganWhileTheClockWasWrongIsNoLonger() throws Exception {
        token.refused(REFUSAL, Duration.ofMinutes(1));
        time.setBack(Duration.ofDays(3650));
        assertThatThrownBy(() -> token.requireNotRefused("advice")).isInstanceOf(EgnyteMspAuthenticationException.class);
        time.moveOn(Duration.ofMinutes(1));
        token.requireNotRefused("advice");
    }
}
