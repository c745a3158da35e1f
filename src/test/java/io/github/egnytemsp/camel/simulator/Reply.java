package io.github.egnytemsp.camel.simulator;

import java.time.Duration;
import java.util.Optional;

/** What happens to a connection after a request: an answer, now or later, or the connection is closed without one. */
record Reply(Optional<Answer> answer, Duration delay) {

    static Reply now(Answer answer) {
        return after(Duration.ZERO, answer);
    }

    static Reply after(Duration delay, Answer answer) {
        return new Reply(Optional.of(answer), delay);
    }

    static Reply none() {
        return new Reply(Optional.empty(), Duration.ZERO);
    }
}
