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

import java.time.Clock;
import java.util.Optional;

/** The way of a call of the MSP API: access token, rate limits, faults, and then the resource that it is for. */
final class MspApi {

    static final String PATH = "/pubapi/v1/msp";

    private final AccessTokens tokens;
    private final SimulatorSettings<?> settings;
    private final Clock clock;
    private final FaultPlan faults;
    private final CallLog calls;
    private final Router router;

    MspApi(AccessTokens tokens, SimulatorSettings<?> settings, Clock clock, FaultPlan faults, CallLog calls,
           Router.Resource... resources) {
        this.tokens = tokens;
        this.settings = settings;
        this.clock = clock;
        this.faults = faults;
        this.calls = calls;
        this.router = new Router(ApiErrors::of, resources);
    }

    Reply handle(Request request) {
        Optional<AccessTokens.Accepted> token = tokens.accepted(request.header("Authorization"));
        int call = calls.arrived(request, token.map(AccessTokens.Accepted::index).orElse(-1));
        Reply reply = token.map(accepted -> limited(request, accepted.limit()))
                .orElseGet(() -> Reply.now(ApiErrors.refusedToken(settings.refusedTokenStyle)));
        reply.answer().ifPresent(answer -> calls.answered(call, answer.status()));
        return reply;
    }

    private Reply limited(Request request, RateLimit limit) {
        RateLimit.Verdict verdict = limit.take();
        Reply reply = verdict.exceeded() == null
                ? faults.take(request).map(fault -> failing(request, fault)).orElseGet(() -> Reply.now(router.route(request)))
                : Reply.now(ApiErrors.overLimit(settings.overLimitStyle, verdict.exceeded(), verdict.retryAfter()));
        return new Reply(
                reply.answer().map(answer -> answer.with(verdict.headers()).withRetryAfter(settings.retryAfterForm, clock)),
                reply.delay());
    }

    private Reply failing(Request request, Fault fault) {
        return switch (fault.kind()) {
            case ANSWER -> Reply.now(fault.answer());
            case DROP -> Reply.none();
            case DELAY -> Reply.after(fault.delay(), router.route(request));
            case LOSE_ANSWER -> {
                router.route(request);
                yield Reply.none();
            }
        };
    }
}
