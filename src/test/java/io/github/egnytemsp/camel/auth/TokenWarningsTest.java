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
package io.github.egnytemsp.camel.auth;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.egnytemsp.camel.EgnyteMspComponent;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** When the log warns that a token ends. */
class TokenWarningsTest {

    private static final Duration THIRTY_DAYS = Duration.ofSeconds(2_592_000);

    private final Logger log = (Logger) LoggerFactory.getLogger(TokenWarnings.class);
    private final List<String> lines = new ArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel() == Level.WARN) {
                lines.add(event.getFormattedMessage());
            }
        }
    };
    private final TestClock clock = new TestClock();
    private final TokenWarnings warnings = new TokenWarnings(clock);
    private Optional<TokenAge> age;

    /** A clock that is set. */
    private static final class TestClock extends Clock {

        private Instant now = Instant.parse("2026-11-01T10:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void start() {
        appender.start();
        log.addAppender(appender);
    }

    @AfterEach
    void stop() {
        log.detachAppender(appender);
    }

    private TokenWarnings.Watched watch() {
        return warnings.watch("acmemsp.egnyte.com", new AccessTokenProvider() {
            @Override
            public String accessToken() {
                return "secret-token";
            }

            @Override
            public Optional<TokenAge> age() {
                return age;
            }

            @Override
            public String advice() {
                return "Run the command";
            }
        });
    }

    private void issued(Duration life) {
        age = Optional.of(new TokenAge(clock.instant(), life));
    }

    private void passDays(int days) {
        clock.now = clock.now.plus(Duration.ofDays(days));
    }

    @Test
    void aKnownEndIsLoggedFromFiveDaysBeforeOnceADayWithHostDateAndCommand() throws Exception {
        issued(THIRTY_DAYS);
        TokenWarnings.Watched tokens = watch();
        for (int day = 0; day < 25; day++) {
            tokens.accessToken();
            passDays(1);
        }
        assertThat(lines).isEmpty();
        for (int hour = 0; hour < 72; hour++) {
            assertThat(tokens.accessToken()).isEqualTo("secret-token");
            clock.now = clock.now.plus(Duration.ofHours(1));
        }
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .isEqualTo("The access token of acmemsp.egnyte.com expires 2026-12-01 (issued 2026-11-01, 25 days ago)."
                           + " Run the command");
        passDays(10);
        tokens.accessToken();
        assertThat(lines).hasSize(4).last().asString().contains("expired 2026-12-01");
    }

    @Test
    void theLineComesAtTheStartAndOnceForAllEndpointsOfAToken() throws Exception {
        issued(THIRTY_DAYS);
        passDays(26);
        TokenWarnings.Watched one = watch();
        assertThat(lines).hasSize(1);
        watch().accessToken();
        one.accessToken();
        one.warning();
        assertThat(lines).hasSize(1);
    }

    @Test
    void aRouteThatStartsWithATokenNearItsEndLogsOneLine(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("tokens.p12");
        new TokenKeystore(file, "password".toCharArray()).store("acmemsp.egnyte.com",
                new StoredToken("secret-token", new TokenAge(Instant.now().minus(Duration.ofDays(27)), THIRTY_DAYS)));
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            EgnyteMspComponent component = new EgnyteMspComponent();
            component.getConfiguration().setNfrDomain("acmemsp");
            component.getConfiguration().setTokenKeystore(file.toString());
            component.getConfiguration().setKeystorePassword("password");
            context.addComponent("egnyte-msp", component);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:webhooks").to("egnyte-msp:webhooks");
                    from("direct:domains").to("egnyte-msp:domains");
                }
            });
            context.start();
        }
        assertThat(lines).hasSize(1).element(0).asString().contains("27 days ago")
                .endsWith("Get a new one with: java -jar camel-egnyte-msp.jar authorize --domain=acmemsp.egnyte.com --keystore="
                          + file)
                .doesNotContain("secret-token");
    }

    @Test
    void anUnknownEndIsAPossibilityThatIsNotRepeatedOnceTheTokenHasOutlivedIt() throws Exception {
        issued(null);
        TokenWarnings.Watched tokens = watch();
        passDays(24);
        assertThat(tokens.warning()).isEmpty();
        passDays(1);
        assertThat(tokens.warning()).get().asString().contains("may expire 2026-12-01");
        assertThat(lines).hasSize(1);
        for (int day = 0; day < 60; day++) {
            passDays(1);
            tokens.accessToken();
        }
        assertThat(lines).hasSizeBetween(5, 6);
        assertThat(tokens.warning()).as("health goes on saying it").get().asString().contains("may expire any day");
        assertThat(tokens.details()).containsEntry("token.issued", "2026-11-01T10:00:00Z")
                .containsEntry("token.mayExpire", "2026-12-01T10:00:00Z").containsKey("token.warning")
                .doesNotContainKey("token.expires");
    }

    @Test
    void aNewTokenEndsTheWarning() throws Exception {
        issued(THIRTY_DAYS);
        TokenWarnings.Watched tokens = watch();
        passDays(27);
        tokens.accessToken();
        issued(THIRTY_DAYS);
        passDays(1);
        tokens.accessToken();
        assertThat(lines).hasSize(1);
        assertThat(tokens.details()).containsOnlyKeys("token.issued", "token.expires");
    }

    @Test
    void aShortLifeIsWarnedOfInItsLastSixth() {
        issued(Duration.ofHours(6));
        TokenWarnings.Watched tokens = watch();
        assertThat(tokens.warning()).isEmpty();
        clock.now = clock.now.plus(Duration.ofHours(5));
        assertThat(tokens.warning()).isPresent();
    }

    @Test
    void aClockThatWasAheadOnceSilencesNothing() throws Exception {
        issued(THIRTY_DAYS);
        passDays(3650);
        TokenWarnings.Watched tokens = watch();
        assertThat(lines).hasSize(1);
        passDays(-3650 + 26);
        tokens.accessToken();
        assertThat(lines).hasSize(2);
    }

    @Test
    void aProviderThatKnowsNoAgeOrFailsIsNotWarnedOf() throws Exception {
        age = Optional.empty();
        assertThat(watch().details()).isEmpty();
        TokenWarnings.Watched failing = warnings.watch("acmemsp.egnyte.com", new AccessTokenProvider() {
            @Override
            public String accessToken() {
                return "secret-token";
            }

            @Override
            public Optional<TokenAge> age() {
                throw new IllegalStateException("no age");
            }
        });
        assertThat(failing.accessToken()).isEqualTo("secret-token");
        assertThat(failing.warning()).isEmpty();
        assertThat(lines).isEmpty();
    }
}
