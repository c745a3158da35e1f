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

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.egnytemsp.camel.auth.AccessTokenProvider;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PropertyBindingSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static io.github.egnytemsp.camel.TestRuntime.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a route with wrong options says when it starts. */
class EndpointStartTest {

    private TestRuntime runtime;

    @BeforeEach
    void start() throws Exception {
        runtime = TestRuntime.with();
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    private void addConsumer(String uri, String id) throws Exception {
        runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId(id).to("mock:" + id);
            }
        });
    }

    private void addProducer(String uri) throws Exception {
        runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").routeId("producer").to(uri);
            }
        });
    }

    /** By the description of the component, so a new option is looked at too. */
    static Stream<String> durations() throws IOException {
        try (InputStream json = EgnyteMspComponent.class
                .getResourceAsStream("/META-INF/io/github/egnytemsp/camel/egnyte-msp.json")) {
            JsonNode properties = new ObjectMapper().readTree(json).path("properties");
            return properties.properties().stream().filter(option -> option.getValue().path("type").asText().equals("duration"))
                    .map(Map.Entry::getKey).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("durations")
    void aDurationThatIsNoneFailsWithItsNameItsValueAndTheRightForm(String option) throws Exception {
        for (String value : List.of("90days", "90D", "ten", "1.5h", "10 s", "-1d")) {
            assertThatThrownBy(() -> addProducer("egnyte-msp:webhooks?baseUrl=http://127.0.0.1:1&accessToken=a&" + option
                                                 + "=" + value))
                    .hasRootCauseInstanceOf(IllegalArgumentException.class)
                    .rootCause()
                    .hasMessage(option + " must be a number of milliseconds, or one with a unit: 500ms, 10s, 15m, 1h,"
                                + " 90d, 1h30m. It is '" + value + "'");
            assertThatThrownBy(() -> PropertyBindingSupport.build().withCamelContext(runtime.context())
                    .withTarget(runtime.context().getComponent("egnyte-msp")).withProperty(option, value)
                    .withConfigurer(runtime.context().getComponent("egnyte-msp").getComponentPropertyConfigurer()).bind())
                    .rootCause().isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(option + " must be");
        }
        for (String value : List.of("500", "500ms", "1h30m", "PT10S")) {
            assertThatNoException()
                    .isThrownBy(() -> runtime.context().getEndpoint("egnyte-msp:webhooks?" + option + "=" + value));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "egnyte-msp:events | webhookVerifyToken is missing",
            "egnyte-msp:events?webhookVerifyToken=RAW(a,,b) | webhookVerifyToken",
            "egnyte-msp:events?webhookVerifyToken=RAW(gr\u00fcn) | webhookVerifyToken must be printable ASCII",
            "egnyte-msp:events?webhookVerifyToken=a&allowUnauthenticated=true | contradict",
            "egnyte-msp:events?webhookVerifyToken=a&path=events | path",
            "egnyte-msp:events?webhookVerifyToken=a&path=/x/{id} | path",
            "egnyte-msp:events?webhookVerifyToken=a&maxBodySize=0 | maxBodySize",
            "egnyte-msp:events?webhookVerifyToken=a&maxInFlight=-1 | maxInFlight",
            "egnyte-msp:events?webhookVerifyToken=a&eventTypes=USER_ADDED,oops | oops",
            "egnyte-msp:events?webhookVerifyToken=a&noSuchOption=1 | noSuchOption",
            "egnyte-msp:webhooks?baseUrl=http://127.0.0.1:1&accessToken=a | egnyte-msp:webhooks is a producer",
            "egnyte-msp:invoices | egnyte-msp:invoices does not exist" })
    void wrongOptionsOfAConsumerFailWhenTheRouteStarts(String uri, String message) {
        assertThatThrownBy(() -> addConsumer(uri, "wrong")).rootCause().hasMessageContaining(message)
                .hasMessageNotContaining("gr\u00fcn");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "egnyte-msp:webhooks?accessToken=a | nfrDomain is missing",
            "egnyte-msp:webhooks?nfrDomain=http://acmemsp.egnyte.com&accessToken=a | nfrDomain must not be plain http",
            "egnyte-msp:webhooks?nfrDomain=https://acmemsp.egnyte.com/app&accessToken=a | nfrDomain is wrong",
            "egnyte-msp:webhooks?nfrDomain=-acme-&accessToken=a | nfrDomain is wrong",
            "egnyte-msp:webhooks?baseUrl=ftp://acmemsp.egnyte.com&accessToken=a | baseUrl is wrong",
            "egnyte-msp:webhooks?baseUrl=https://acmemsp.egnyte.com/pubapi&accessToken=a | baseUrl is wrong",
            "egnyte-msp:webhooks?nfrDomain=acmemsp | accessToken",
            "egnyte-msp:webhooks?nfrDomain=acmemsp&tokenKeystore=a.p12&keystorePassword=RAW(gr\u00fcn) | keystorePassword) has a character",
            "egnyte-msp:webhooks?nfrDomain=acmemsp&accessToken=a&maxRetries=-1 | maxRetries",
            "egnyte-msp:webhooks?nfrDomain=acmemsp&accessToken=a&responseTimeout=0 | responseTimeout",
            "egnyte-msp:webhooks?nfrDomain=acmemsp&accessToken=a&operation=purge | purge",
            "egnyte-msp:events?webhookVerifyToken=a | egnyte-msp:events is a consumer" })
    void wrongOptionsOfAProducerFailWhenTheRouteStarts(String uri, String message) {
        assertThatThrownBy(() -> addProducer(uri)).rootCause().hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = { "accessToken=a", "tokenKeystore=other.p12&keystorePassword=b", "accessTokenProvider=#tokens" })
    void anEndpointsSourceOfTheTokenTakesThePlaceOfTheComponents(String source) throws Exception {
        runtime.context().getRegistry().bind("tokens", (AccessTokenProvider) () -> "t");
        EgnyteMspConfiguration components
                = runtime.context().getComponent("egnyte-msp", EgnyteMspComponent.class).getConfiguration();
        components.setTokenKeystore("tokens.p12");
        components.setKeystorePassword("p");
        assertThatNoException().isThrownBy(() -> addProducer("egnyte-msp:webhooks?nfrDomain=acmemsp&" + source));
        assertThat(components.getTokenKeystore()).isEqualTo("tokens.p12");
        components.setTokenKeystore(null);
        components.setAccessTokenProvider(() -> "t");
        assertThatNoException().isThrownBy(() -> addProducer("egnyte-msp:domains?nfrDomain=acmemsp&" + source));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "RAW({{?noSuchProperty}})" })
    void anEndpointsEmptySourceOfTheTokenLeavesTheComponents(String empty) throws Exception {
        runtime.context().getComponent("egnyte-msp", EgnyteMspComponent.class).getConfiguration()
                .setAccessTokenProvider(() -> "t");
        assertThatNoException().isThrownBy(() -> addProducer("egnyte-msp:webhooks?nfrDomain=acmemsp&accessToken=" + empty));
        assertThatThrownBy(() -> addProducer("egnyte-msp:domains?nfrDomain=acmemsp&accessToken=a&tokenKeystore=b"))
                .rootCause().hasMessageContaining("2 are set");
    }

    @ParameterizedTest
    @CsvSource({
            "acmemsp, https://acmemsp.egnyte.com", "AcmeMsp.egnyte.com, https://acmemsp.egnyte.com",
            "acmemsp.egnytegov.com, https://acmemsp.egnytegov.com", "https://acmemsp.egnyte.com/, https://acmemsp.egnyte.com",
            "https://acmemsp.egnyte.com:8443, https://acmemsp.egnyte.com:8443" })
    void aDomainIsANameAHostOrAnHttpsUrl(String domain, String baseUrl) {
        assertThat(io.github.egnytemsp.camel.model.BaseUrl.of(domain, null)).hasToString(baseUrl);
    }

    /** Spring Boot 3 leaves one as it is. The secret would be a text that stands in the manual. */
    @Test
    void aSecretThatIsAPlaceholderFailsTheStart() {
        EgnyteMspConfiguration options
                = runtime.context().getComponent("egnyte-msp", EgnyteMspComponent.class).getConfiguration();
        options.setWebhookVerifyToken("${EGNYTE_MSP_WEBHOOK_TOKEN:s3cret}");
        assertThatThrownBy(() -> addConsumer("egnyte-msp:events", "wrong")).rootCause()
                .hasMessageStartingWith("webhookVerifyToken has the placeholder ${EGNYTE_MSP_WEBHOOK_TOKEN}, ")
                .hasMessageNotContaining("s3cret");
        options.setWebhookVerifyToken("old-secret,${new}");
        assertThatThrownBy(() -> addConsumer("egnyte-msp:events?path=/other", "other")).rootCause()
                .hasMessageStartingWith("webhookVerifyToken has a placeholder in it ").hasMessageNotContaining("new");
        options.setNfrDomain("acmemsp");
        options.setAccessToken("{{egnyte-msp.token}}");
        assertThatThrownBy(() -> addProducer("egnyte-msp:webhooks")).rootCause()
                .hasMessageStartingWith("accessToken has the placeholder {{egnyte-msp.token}}, ");
        options.setAccessToken("a");
        options.setInboxUrl("jdbc:sqlite:none.db");
        options.setInboxPassword("${env:DB}");
        assertThatThrownBy(() -> addProducer("egnyte-msp:inbox")).rootCause()
                .hasMessageStartingWith("inboxPassword has the placeholder ${env}, ");
    }

    @Test
    void aSecondConsumerOnThePathIsRefusedAndTheFirstGoesOn() throws Exception {
        addConsumer(events(), "first");
        assertThatThrownBy(() -> addConsumer(events(), "second")).hasMessageContaining("Multiple consumers");
        for (String option : new String[] { "maxInFlight=3", "path=/egnyte-msp/events/" }) {
            assertThatThrownBy(() -> addConsumer(events(option), "other")).hasStackTraceContaining("Another consumer listens")
                    .hasStackTraceContaining("/egnyte-msp/events");
            runtime.context().getRouteController().stopRoute("other");
            runtime.context().removeRoute("other");
        }
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(200);
        assertThat(runtime.mock("first").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void aPathThatAnotherComponentServesIsRefused() throws Exception {
        addConsumer("platform-http:/egnyte-msp/events", "other");
        assertThatThrownBy(() -> addConsumer(events(), "ours")).hasStackTraceContaining("Another consumer listens");
    }

    @Test
    void aRouteThatIsRemovedFreesItsPath() throws Exception {
        addConsumer(events(), "first");
        runtime.context().getRouteController().stopRoute("first");
        runtime.context().removeRoute("first");
        addConsumer(events("maxInFlight=3"), "second");
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(200);
        assertThat(runtime.mock("second").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void withoutAuthenticationOnlyIfItIsSaid() throws Exception {
        addConsumer("egnyte-msp:events?allowUnauthenticated=true", "open");
        assertThat(
                runtime.send(runtime.delivery().setHeader(TestRuntime.HEADER, "anything").POST(BodyPublishers.ofString(EVENT)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theServersComponentIsThereBeforeRoutesStart() throws Exception {
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            other.getEndpoint(events());
            assertThat(other.hasComponent("platform-http")).as("by which the Camel CLI knows that it needs a server")
                    .isNotNull();
        }
    }
}
