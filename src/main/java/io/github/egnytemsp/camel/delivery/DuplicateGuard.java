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
package io.github.egnytemsp.camel.delivery;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.egnytemsp.camel.model.LogText;
import org.apache.camel.spi.IdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event that was finished is not run again, and one that is running is not run beside itself.
 * <p>
 * An event is remembered after its run succeeded, never before: a claim that outlives a crash would lose it. What runs
 * now is known to this process only.
 */
final class DuplicateGuard {

    private static final Logger LOG = LoggerFactory.getLogger(DuplicateGuard.class);

    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final IdempotentRepository finished;
    private final RareLog failures = new RareLog();

    /**
     * @param finished remembers finished events, or null
     */
    DuplicateGuard(IdempotentRepository finished) {
        this.finished = finished;
    }

    /**
     * Runs an event unless it is running or was finished.
     *
     * @param  eventId the event
     * @param  run     runs it; throws nothing
     * @return         the answer
     */
    Answer once(String eventId, Supplier<Answer> run) {
        if (!running.add(eventId)) {
            return Answer.IN_PROGRESS;
        }
        try {
            // looked up after the claim: in between, another run of this event may have finished
            if (isFinished(eventId)) {
                return Answer.DUPLICATE;
            }
            Answer answer = run.get();
            return answer == Answer.RECEIVED ? remember(eventId) : answer;
        } catch (RepositoryException e) {
            warn(eventId, e.getCause());
            return Answer.UNAVAILABLE;
        } finally {
            running.remove(eventId);
        }
    }

    private void warn(String eventId, Throwable cause) {
        long times = failures.happened();
        if (times > 0) {
            LOG.warn(
                    "The idempotentRepository failed, {} times since this was last logged: answered {}. Egnyte sends the event"
                     + " again. Check the repository's store. The last one: event {}, {}",
                    times, Answer.UNAVAILABLE.status(), eventId, LogText.of(cause.toString()));
        }
    }

    private boolean isFinished(String eventId) throws RepositoryException {
        try {
            return finished != null && finished.contains(eventId);
        } catch (RuntimeException e) {
            throw new RepositoryException(e);
        }
    }

    /** Records the event after its run. If the store already has it, another replica has run it too. */
    private Answer remember(String eventId) throws RepositoryException {
        if (finished == null) {
            return Answer.RECEIVED;
        }
        try {
            finished.add(eventId);
            // some repositories guard what was added until it is confirmed
            finished.confirm(eventId);
            return Answer.RECEIVED;
        } catch (RuntimeException e) {
            if (isFinished(eventId)) {
                return Answer.DUPLICATE;
            }
            throw new RepositoryException(e);
        }
    }

    private static final class RepositoryException extends Exception {

        private static final long serialVersionUID = 1L;

        RepositoryException(RuntimeException cause) {
            super(cause);
        }
    }
}
