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
package io.github.egnytemsp.camel.inbox;

import java.nio.file.Path;
import java.time.Duration;

import io.github.egnytemsp.camel.client.StandingTime;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class InboxStatesTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private Database database;
    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        database.stop();
        context.stop();
    }

    private InboxStates open(InboxSettings settings) {
        database = new Database(context, settings, new InboxClock(new StandingTime()), session -> null);
        database.start();
        return new InboxStates(database);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRememberedIsThereAfterARestart(TestDatabase kind) {
        InboxSettings settings = new InboxSettings(kind.url(folder), null, null, null, Duration.ZERO);
        InboxStates states = open(settings);
        assertThat(states.getState("id")).isNull();
        states.setState("id", "1");
        states.setState("id", "2");
        states.setState("other", "");
        database.stop();
        InboxStates again = open(settings);
        assertThat(again.getState("id")).isEqualTo("2");
        assertThat(again.getState("other")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whileTheDatabaseIsAwayItFailsAndGoesOnAfterwards(TestDatabase kind) {
        UnreliableDataSource source = new UnreliableDataSource(kind.url(folder));
        source.setAway(true);
        InboxStates states = open(new InboxSettings(null, null, null, source.dataSource(), Duration.ZERO));
        assertThatThrownBy(() -> states.setState("id", "1")).isInstanceOf(InboxException.class)
                .hasMessageContaining("cannot be reached");
        assertThatThrownBy(() -> states.getState("id")).isInstanceOf(InboxException.class)
                .hasMessageContaining("cannot be reached");
        source.setAway(false);
        database.stop();
        InboxStates again = open(new InboxSettings(null, null, null, source.dataSource(), Duration.ZERO));
        await().untilAsserted(() -> again.setState("id", "1"));
        assertThat(again.getState("id")).isEqualTo("1");
    }
}
