package io.github.egnytemsp.camel.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The error answers of the MSP API, in the several shapes that Egnyte documents. */
final class ApiErrors {

    private ApiErrors() {
    }

    /** {@code {"Errors":[{"description","code"}]}}. */
    static Answer of(int status, String description) {
        ObjectNode body = Json.object();
        body.putArray("Errors").addObject().put("description", description).put("code", String.valueOf(status));
        return Answer.json(status, body);
    }

    /** 400 with {@code {"errors":{"inputErrors":[{"code","message"}]}}}. */
    static Answer input(List<String> problems) {
        ObjectNode body = Json.object();
        ArrayNode errors = body.putObject("errors").putArray("inputErrors");
        problems.forEach(problem -> errors.addObject().put("code", "INVALID_INPUT").put("message", problem));
        return Answer.json(400, body);
    }

    /** 409 with {@code {"message","code"}}. */
    static Answer webhookLimitExceeded() {
        return Answer.json(409, Json.object().put("message", "Max webhook limit exceeded.").put("code", "webhook_limit_exceeded_error"));
    }

    /** Assumption: Egnyte documents the status only. */
    static Answer unauthorized() {
        return Answer.html(401, "<h1>Not Authorized</h1>").with("WWW-Authenticate", "Bearer");
    }

    static Answer overLimit(OverLimitStyle style, RateLimit.Scope scope, Duration retryAfter) {
        Map<String, String> headers = Map.of("Retry-After", String.valueOf(wholeSeconds(retryAfter)));
        String body = scope == RateLimit.Scope.SECOND ? "<h1>Developer Over Qps</h1>" : "<h1>Developer Over Rate</h1>";
        return switch (style) {
            case MASHERY_403 -> Answer.html(403, body)
                    .with(headers)
                    .with("X-Mashery-Error-Code", scope == RateLimit.Scope.SECOND ? "ERR_403_DEVELOPER_OVER_QPS" : "ERR_403_DEVELOPER_OVER_RATE");
            case TOO_MANY_REQUESTS_429 -> Answer.html(429, body).with(headers);
        };
    }

    private static long wholeSeconds(Duration duration) {
        return Math.max(1, duration.plusNanos(999_999_999).toSeconds());
    }
}
