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

import java.util.Locale;

import io.github.egnytemsp.camel.model.Webhook;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static io.github.egnytemsp.camel.TestRuntime.events;
import static org.assertj.core.api.Assertions.assertThat;

/** Where the language is Turkish, the lower case of I is another letter than i. */
class TurkishTest {

    private final Locale before = Locale.getDefault();

    @BeforeEach
    void speakTurkish() {
        Locale.setDefault(Locale.forLanguageTag("tr"));
    }

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(before);
    }

    @Test
    void optionsOfAnEndpointAreFoundAndEventsAreReceived() throws Exception {
        try (TestRuntime runtime = TestRuntime.with(new RouteBuilder() {
            @Override
            public void configure() {
                from(events("maxInFlight=3&registration=NONE&idempotentRepository=#class:"
                            + "org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository"))
                        .to("mock:event");
            }
        })) {
            assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(200);
            assertThat(runtime.mock("event").getReceivedCounter()).isEqualTo(1);
        }
    }

    @Test
    void propertiesOfTheComponentAreFoundAndTheApiIsCalled() throws Exception {
        try (EgnyteMspSimulator egnyte = EgnyteMspSimulator.builder().start()) {
            Main main = new Main();
            main.addInitialProperty("camel.component.egnyte-msp.baseUrl", egnyte.baseUrl());
            main.addInitialProperty("camel.component.egnyte-msp.accessToken", "simulator-token");
            main.addInitialProperty("camel.component.egnyte-msp.MAXINFLIGHT", "3");
            main.addInitialProperty("camel.component.egnyte-msp.webhook-verify-token", "s3cr3t-of-the-webhook");
            main.addInitialProperty("camel.component.egnyte-msp.watchInterval", "1m");
            main.start();
            try {
                EgnyteMspConfiguration options
                        = main.getCamelContext().getComponent("egnyte-msp", EgnyteMspComponent.class).getConfiguration();
                assertThat(options.getMaxInFlight()).isEqualTo(3);
                assertThat(options.getWatchInterval()).isEqualTo(60_000);
                Webhook registered = main.getCamelContext().createProducerTemplate().requestBody(
                        "egnyte-msp:webhooks?operation=REGISTER&webhookUrl=https://hooks.msp.example/e&eventTypes=USER_ADDED",
                        null, Webhook.class);
                assertThat(registered.webhookId()).isNotEmpty();
            } finally {
                main.stop();
            }
        }
    }
}
