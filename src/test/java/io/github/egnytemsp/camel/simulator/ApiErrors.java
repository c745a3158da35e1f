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
package io.github.egnytemsp.camel.simulator;

import java.time.Duration;

/**
 * The error answers of the MSP API that more than one place gives, each in one of the {@linkplain ErrorShape shapes}.
 */
final class ApiErrors {

    private static final String MASHERY = "X-Mashery-Error-Code";

    private ApiErrors() {
    }

    static Answer of(int status, String description) {
        return ErrorShape.ERRORS_DESCRIBED.answer(status, String.valueOf(status), description);
    }

    static Answer webhookLimitExceeded() {
        return ErrorShape.MESSAGE.answer(409, "webhook_limit_exceeded_error", "Max webhook limit exceeded.");
    }

    static Answer refusedToken(RefusedTokenStyle style) {
        return switch (style) {
            // assumption: Egnyte documents the status only
            case UNAUTHORIZED_401 -> ErrorShape.HTML.answer(401, "", "Not Authorized").with("WWW-Authenticate", "Bearer");
            case DEVELOPER_INACTIVE_403 ->
                ErrorShape.HTML.answer(403, "", "Developer Inactive").with(MASHERY, "ERR_403_DEVELOPER_INACTIVE");
        };
    }

    static Answer overLimit(OverLimitStyle style, RateLimit.Scope scope, Duration retryAfter) {
        boolean second = scope == RateLimit.Scope.SECOND;
        Answer answer = ErrorShape.HTML
                .answer(style == OverLimitStyle.TOO_MANY_REQUESTS_429 ? 429 : 403, "",
                        second ? "Developer Over Qps" : "Developer Over Rate")
                .retryAfter(retryAfter);
        return style == OverLimitStyle.MASHERY_403
                ? answer.with(MASHERY, second ? "ERR_403_DEVELOPER_OVER_QPS" : "ERR_403_DEVELOPER_OVER_RATE") : answer;
    }
}
