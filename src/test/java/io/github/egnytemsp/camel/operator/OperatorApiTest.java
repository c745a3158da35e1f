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
package io.github.egnytemsp.camel.operator;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.TestRuntime;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.model.EventRefusedException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The operator's interface as curl sees it. */
class OperatorApiTest {

    @TempDir
    private static Path sharedFolder;
    private static OperatorPage shared;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startShared() throws Exception {
        shared = new OperatorPage(sharedFolder, Map.of());
    }

    @AfterAll
    static void stopShared() {
        shared.close();
    }

    private static String post(OperatorPage page, String path, String body) throws Exception {
        return page.curl("POST", "/operator/api/" + path, body).body();
    }

    @Test
    void eventsAreListedShownAndReplayedAndSubscriptionsPausedAndResumed() throws Exception {
        try (OperatorPage page = new OperatorPage(folder, Map.of())) {
            page.routes().context().createProducerTemplate().sendBody("egnyte-msp:inbox", TestRuntime.EVENT);
            await().until(() -> page.routes().stored().count("mail", "handled") == 1);
            JsonNode events = page.get("events?eventType=RESELLER_MRR_CHANGED&limit=10");
            assertThat(events).hasSize(1);
            String id = events.get(0).get("eventId").textValue();
            assertThat(page.get("events/" + id).at("/event/company_name").textValue()).isEqualTo("MSP Example");
            assertThat(page.get("subscriptions")).singleElement()
                    .satisfies(one -> assertThat(one.get("name").textValue()).isEqualTo("mail"));
            assertThat(post(page, "subscriptions/mail/pause", "{}")).contains("\"paused\":true");
            assertThat(post(page, "replay", "{\"eventId\":\"" + id + "\",\"dryRun\":true}")).isEqualTo("{\"wouldReplay\":1}");
            assertThat(post(page, "replay", "{\"eventId\":\"" + id + "\"}")).isEqualTo("{\"replayed\":1}");
            assertThat(post(page, "subscriptions/mail/resume", "")).contains("\"paused\":false");
        }
    }

    @Test
    void theOpenApiDocumentDescribesEveryPath() throws Exception {
        try (OperatorPage page = new OperatorPage(folder, Map.of())) {
            JsonNode document = page.get("openapi.json");
            assertThat(List.copyOf(toList(document.get("paths")))).contains("/operator/api/events", "/operator/api/replay");
            assertThat(document.at("/info/title").textValue()).isEqualTo("Egnyte MSP events");
            assertThat(document.at("/servers/0/url").textValue()).startsWith("http://127.0.0.1");
            document.get("paths").forEach(path -> path
                    .forEach(verb -> assertThat(verb.path("summary").textValue()).as(verb.toString()).isNotBlank()));
        }
    }

    private static List<String> toList(JsonNode object) {
        List<String> names = new java.util.ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void thePageIsServed() throws Exception {
        try (OperatorPage page = new OperatorPage(folder, Map.of())) {
            assertThat(page.curl("GET", "/operator/", "").body()).startsWith("<!doctype html>");
            assertThat(page.curl("GET", "/operator", "").headers().firstValue("Location")).hasValue("/operator/");
        }
    }

    @Test
    void itIsOffUnlessItIsWanted() throws Exception {
        try (ShippedRoutes routes = new ShippedRoutes(folder, Map.of(), "operator")) {
            assertThat(routes.context().getRoutes()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "POST | replay | {} | 400 | filter", "POST | replay | x | 400 | JSON", "POST | replay | [1] | 400 | JSON",
            "POST | replay | {\"state\":\"done\"} | 400 | state", "POST | replay | {\"sink\":\"mail\"} | 400 | sink",
            "POST | replay | {\"subscription\":\"none\",\"eventType\":\"X\"} | 404 | none",
            "POST | replay | {\"since\":\"yesterday\"} | 400 | since",
            "POST | replay | {\"eventId\":{\"a\":1}} | 400 | eventId",
            "POST | subscriptions/none/pause | {} | 404 | none", "POST | subscriptions/none/resume | {} | 404 | none",
            "POST | forget | {\"text\":\"Dana\",\"dryRun\":null} | 400 | dryRun",
            "POST | forget | {\"text\":\"Dana\",\"dryRun\":\"\"} | 400 | dryRun",
            "POST | replay | {\"state\":\"failed\",\"subscription\":\" \"} | 400 | subscription",
            "POST | forget | {\"text\":\"e\",\"dryRun\":true} | 400 | text",
            "GET | events/00000000 | | 404 | 00000000", "GET | events/abc | | 4.. | abc",
            "GET | events?limit=many | | 400 | limit", "GET | events?limit=0 | | 400 | limit",
            "GET | events?subscription=none | | 404 | none", "GET | events?sink=mail | | 400 | sink",
            "GET | events?text=%ff | | 400 | encoded",
            "GET | none | | 404 | path", "POST | events | {} | 405 | GET" })
    void whatIsWrongIsSaidAndNothingIsDone(String method, String path, String body, String status, String message)
            throws Exception {
        HttpResponse<String> answer = shared.curl(method, "/operator/api/" + path, body == null ? "" : body);
        assertThat(String.valueOf(answer.statusCode())).as(answer.body()).matches(status);
        JsonNode error = OperatorPage.json(answer).get("error");
        assertThat(error.get("status").intValue()).isEqualTo(answer.statusCode());
        assertThat(error.get("message").textValue()).contains(message).doesNotContain("Exception", "org.apache", "\tat ");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @Test
    void whatWasGivenUpIsFoundAndReplayed() throws Exception {
        shared.routes().context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("egnyte-msp:inbox?subscription=refusing").to("mock:refusing");
            }
        });
        MockEndpoint mock = shared.routes().context().getEndpoint("mock:refusing", MockEndpoint.class);
        mock.whenExchangeReceived(1, exchange -> {
            throw new EventRefusedException("The other side will never take it");
        });
        shared.routes().context().createProducerTemplate().sendBody("egnyte-msp:inbox",
                TestRuntime.EVENT.replace("R-1", "R-2"));
        await().until(() -> shared.routes().stored().count("refusing", "failed") == 1);
        assertThat(shared.get("events?subscription=refusing&state=failed")).hasSize(1);
        String filters = "{\"subscription\":\"refusing\",\"state\":\"failed\",\"since\":\"2026-11-01T10:00:00Z\"";
        assertThat(post(shared, "replay", filters + ",\"until\":\"2026-11-02T10:00:00Z\"}")).isEqualTo("{\"replayed\":0}");
        assertThat(post(shared, "replay", filters + ",\"dryRun\":true}")).isEqualTo("{\"wouldReplay\":1}");
        assertThat(post(shared, "replay", filters + "}")).isEqualTo("{\"replayed\":1}");
        await().until(() -> shared.routes().stored().count("refusing", "handled") == 1);
    }

    @Test
    void aChangeIsInTheLogWithWhoDidItAndWithoutASecret() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(OperatorGate.class);
        logger.addAppender(log);
        try {
            shared.send(shared.request("POST", "/operator/api/replay",
                    "{\"eventType\":\"X\\nERROR\",\"text\":\"gone@customer.example\",\"secret\":\"s3cr3t-value\"}")
                    .header("X-Egnyte-Msp-Operator", "1")
                    .header("Authorization", OperatorPage.basic("dana\nERROR:any")));
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list).singleElement().satisfies(line -> assertThat(line.getFormattedMessage())
                .contains("dana", "/operator/api/replay", "eventType=X", "400")
                .doesNotContain("\n", "s3cr3t-value", "gone@customer.example"));
    }

    @Test
    void aFileThatTheBrowserKnowsIsNotSentAgain() throws Exception {
        HttpResponse<String> first = shared.curl("GET", "/operator/app.js", "");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("Content-Type").orElse("")).startsWith("text/javascript");
        HttpResponse<String> again = shared.send(shared.request("GET", "/operator/app.js", "").header(
                "If-None-Match", first.headers().firstValue("ETag").orElseThrow()));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }
}
