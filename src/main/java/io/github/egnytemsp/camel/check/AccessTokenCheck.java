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
package io.github.egnytemsp.camel.check;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.github.egnytemsp.camel.EgnyteMspConfiguration;
import io.github.egnytemsp.camel.EgnyteMspConstants;
import io.github.egnytemsp.camel.auth.TokenAge;
import io.github.egnytemsp.camel.auth.TokenKeystoreException;
import io.github.egnytemsp.camel.client.EgnyteMspAuthenticationException;
import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException;
import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException.Scope;
import io.github.egnytemsp.camel.model.BaseUrl;
import io.github.egnytemsp.camel.model.Webhook;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.CompositeHttpConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.core5.http.Header;

/**
 * Whether Egnyte accepts the access token, by one call, the list of webhooks; and what can be seen in its answer: the
 * clock, the day's calls, and our webhook, for whose details there is one more call.
 */
final class AccessTokenCheck implements Check {

    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(2);
    private static final int ATTEMPTS = 3;
    private static final String CALL = "egnyte-msp:webhooks?maxRetries=0&operation=";

    private final Settings settings;
    private final KnownNames known;
    private final Supplier<Set<String>> remembered;
    private final Clock clock;
    private volatile Instant answeredAt;
    private volatile Instant egnytesTime;

    /**
     * @param settings   the component and its options
     * @param known      by which name an option is set
     * @param remembered what the database remembers, such as the webhook's id
     * @param clock      this machine's
     */
    AccessTokenCheck(Settings settings, KnownNames known, Supplier<Set<String>> remembered, Clock clock) {
        this.settings = settings;
        this.known = known;
        this.remembered = remembered;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "access token";
    }

    @Override
    public void run(Lines lines) throws Exception {
        EgnyteMspConfiguration options = settings.options();
        URI address;
        try {
            address = BaseUrl.of(options.getNfrDomain(), options.getBaseUrl());
            tellAge(lines);
        } catch (IllegalArgumentException e) {
            lines.off("No call was made: see required.");
            return;
        }
        readDates(settings.getCamelContext(), options, address.getScheme());
        try (ProducerTemplate template = settings.getCamelContext().createProducerTemplate()) {
            Exchange answer = ask(template, "list", null);
            tellClock(lines.of("clock"));
            if (answer.getException() != null) {
                lines.wrong(reason(answer.getException(), address));
                return;
            }
            List<?> webhooks = answer.getMessage().getBody(List.class);
            lines.ok("Egnyte accepts it at " + address.getAuthority() + " (" + calls(answer) + ").");
            new WebhookFinding(options, known, remembered.get()).tell(
                    lines.of("webhook"), webhooks.stream().map(Webhook.class::cast).toList(), id -> details(template, id));
        }
    }

    private void tellAge(Lines lines) throws Exception {
        TokenAge age;
        try {
            age = settings.component().tokens().age().orElse(null);
        } catch (TokenKeystoreException e) {
            // said by the call, which needs the token
            return;
        }
        if (age == null) {
            return;
        }
        if (age.isEnding(clock.instant())) {
            lines.note("It was " + age.inWords(clock) + ". Get a new one: egnyte-msp authorize");
        } else {
            lines.ok("It was " + age.inWords(clock) + ".");
        }
    }

    /** What time it is at Egnyte says each of its answers. */
    private void readDates(CamelContext context, EgnyteMspConfiguration options, String scheme) {
        HttpComponent http = options.getHttpComponent() != null
                ? options.getHttpComponent() : context.getComponent(scheme, HttpComponent.class);
        http.setHttpClientConfigurer(CompositeHttpConfigurer.combineConfigurers(
                http.getHttpClientConfigurer(), client -> client.addResponseInterceptorFirst((response, entity, more) -> {
                    Header date = response.getFirstHeader("Date");
                    answeredAt = clock.instant();
                    egnytesTime = date == null ? null : parse(date.getValue());
                })));
    }

    private static Instant parse(String date) {
        try {
            return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private void tellClock(Lines lines) {
        if (egnytesTime == null) {
            return;
        }
        Duration ahead = Duration.between(egnytesTime, answeredAt);
        if (ahead.abs().compareTo(CLOCK_DIFFERENCE) > 0) {
            lines.wrong(
                    "This machine's is " + ahead.abs().toMinutes() + " minutes " + (ahead.isNegative() ? "behind" : "ahead of")
                        + " Egnyte's. TLS and the age of tokens depend on it. Set it, for example with NTP (timedatectl).");
        } else {
            lines.ok("It agrees with Egnyte's.");
        }
    }

    private static String calls(Exchange answer) {
        Long today = answer.getMessage().getHeader(EgnyteMspConstants.CALLS_TODAY, Long.class);
        Long perDay = answer.getMessage().getHeader(EgnyteMspConstants.CALLS_PER_DAY, Long.class);
        return today == null || today < 0
                ? "1 call"
                : perDay == null || perDay <= 0
                        ? "1 call, " + today + " today"
                : "1 call, %,d of %,d used today".formatted(today, perDay);
    }

    private static Exchange ask(ProducerTemplate template, String operation, String webhookId) {
        Exchange answer = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            answer = template.request(
                    CALL + operation, exchange -> exchange.getMessage().setHeader(EgnyteMspConstants.WEBHOOK_ID, webhookId));
            // the running product may have made the calls of this second; the next one waits by itself
            if (!(answer.getException() instanceof EgnyteMspRateLimitException limit) || limit.getScope() != Scope.SECOND) {
                return answer;
            }
        }
        return answer;
    }

    private static Webhook details(ProducerTemplate template, String id) throws Exception {
        Exchange answer = ask(template, "get", id);
        if (answer.getException() != null) {
            throw answer.getException();
        }
        return answer.getMessage().getBody(Webhook.class);
    }

    private String reason(Exception failure, URI address) {
        String message = String.valueOf(failure.getMessage());
        String network = Reasons.network(failure);
        if (failure instanceof EgnyteMspAuthenticationException refused) {
            return refused.getHttpStatus() == 0
                    ? message
                    : "Egnyte refuses it (" + refused.getHttpStatus() + "): it may have expired, or be of another domain than "
                      + address.getAuthority() + ". Get a new one: egnyte-msp authorize";
        }
        if (failure instanceof EgnyteMspRateLimitException) {
            return "Egnyte's limit of calls is used up, so no call is possible. " + message;
        }
        if (network != null) {
            return address + ": " + network + " See " + known.settingOf("nfrDomain") + ".";
        }
        if (failure instanceof EgnyteMspException answered && answered.getHttpStatus() > 0) {
            return message + ". Is " + address.getAuthority() + " your NFR domain, and is the MSP API enabled for it?";
        }
        return message;
    }
}
