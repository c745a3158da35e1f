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
package io.github.egnytemsp.camel.client;

import java.time.Duration;
import java.time.Instant;

/** Remembers that an access token was refused, so that calls fail for a while without being sent. */
final class RefusedToken {

    private final TimeSource time;
    private volatile Refusal refusal;

    private record Refusal(Pause pause, int status, Instant since) {
    }

    /**
     * @param time the clock
     */
    RefusedToken(TimeSource time) {
        this.time = time;
    }

    /**
     * Whether an answer says that the token is not valid: 401, or the gateway's 403 for a token that it does not know.
     */
    static boolean isRefusal(ApiAnswer answer) {
        if (answer.status() != 403) {
            return answer.status() == 401;
        }
        String code = answer.header(RateLimits.MASHERY_CODE);
        return code != null ? code.contains("DEVELOPER_INACTIVE") : answer.bodySays("Developer Inactive");
    }

    void refused(ApiAnswer answer, Duration pause) {
        Refusal before = refusal;
        refusal = new Refusal(
                Pause.of(time, pause), answer.status(), before == null ? time.now() : before.since());
    }

    void accepted() {
        refusal = null;
    }

    /** Since when every call was refused, or null if the last one was not. */
    Instant since() {
        Refusal current = refusal;
        return current == null ? null : current.since();
    }

    void requireNotRefused(String advice) throws EgnyteMspAuthenticationException {
        Refusal current = refusal;
        if (current != null && !current.pause().isOver(time)) {
            throw Failures.tokenNotTriedAgain(current.status(), current.pause().end(), advice);
        }
    }
}
