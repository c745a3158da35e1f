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
package io.github.egnytemsp.camel;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import io.github.egnytemsp.camel.inbox.TestDatabase;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Questions to the inbox, and addresses of it, that somebody made to do harm. */
class HostileInboxTest {

    @TempDir
    private Path folder;
    private TestRuntime runtime;

    @AfterEach
    void stop() {
        if (runtime != null) {
            runtime.close();
        }
    }

    private ProducerTemplate start(String url) throws Exception {
        runtime = TestRuntime.with(new RouteBuilder() {
            @Override
            public void configure() {
                String inbox = "egnyte-msp:inbox?inboxUrl=RAW(" + url + ")";
                from("direct:store").to(inbox);
                for (String operation : new String[] { "get", "count", "replay" }) {
                    from("direct:" + operation).to(inbox + "&operation=" + operation);
                }
                from(inbox + "&subscription=all").to("mock:all");
            }
        });
        return runtime.context().createProducerTemplate();
    }

    @ParameterizedTest
    @EnumSource
    void aFilterThatChoosesNothingReplaysNothing(TestDatabase database) throws Exception {
        ProducerTemplate template = start(database.url(folder));
        template.sendBody("direct:store", TestRuntime.EVENT);
        await().atMost(10, SECONDS)
                .until(() -> template.requestBody("direct:count", Map.of("state", "handled"), Long.class) == 1);
        assertThat(template.requestBody("direct:replay", "{\"text\":\"\\u0000\"}", Long.class)).isZero();
        assertThatThrownBy(() -> template.requestBody("direct:replay", Map.of("before", Long.MAX_VALUE))).rootCause()
                .hasMessageContaining("replay needs a filter");
        assertThatThrownBy(() -> template.requestBody("direct:count", Map.of("text", "a".repeat(60_000)))).rootCause()
                .hasMessageContaining("text must have at most 200 characters, and has 60000");
    }

    @ParameterizedTest
    @EnumSource
    void anEventHasTheTimeThatItTellsWhateverElseIsMissing(TestDatabase database) throws Exception {
        ProducerTemplate template = start(database.url(folder));
        String timed = "{\"event_type\":\"A\",\"transaction_timestamp\":\"2026-11-01T10:15:30Z\"}";
        String timeless
                = "{\"event_type\":\"A\",\"reseller_code\":\"R\",\"transaction_timestamp\":\"+999999999-01-01T00:00:00Z\"}";
        for (String event : new String[] { timed, timeless }) {
            template.sendBody("direct:store", event);
        }
        assertThat(stored(template, timed)).contains("\"eventTime\":\"2026-11-01T10:15:30Z\"");
        assertThat(stored(template, timeless)).doesNotContain("1970-01-01");
    }

    private static String stored(ProducerTemplate template, String event) throws Exception {
        String id = MspEvent.parse(event.getBytes(StandardCharsets.UTF_8)).id();
        return template.requestBody("direct:get", Map.of("eventId", id), String.class);
    }

    @Test
    void noCauseTellsThePassword() throws Exception {
        ProducerTemplate template = start("jdbc:postgresql://127.0.0.1:notaport/inbox?password=geheim");
        assertThatThrownBy(() -> template.sendBody("direct:store", TestRuntime.EVENT)).satisfies(failure -> {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertThat(String.valueOf(cause.getMessage())).doesNotContain("geheim");
            }
        });
    }

    @Test
    void aPasswordInTheAddressOfTheHostIsRefusedAndNotTold() {
        assertThatThrownBy(() -> start("jdbc:postgresql://dana:geheim@127.0.0.1/inbox")).rootCause()
                .hasMessageContaining("inboxUrl holds an @").hasMessageNotContaining("geheim");
    }
}
