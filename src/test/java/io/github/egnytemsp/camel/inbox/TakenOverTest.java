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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;

import io.github.egnytemsp.camel.TestRuntime;
import io.github.egnytemsp.camel.client.StandingTime;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A process that is suspended in the middle of its work, so that others take it for gone, and then goes on. */
class TakenOverTest {

    private static final int EVENTS = 5;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<Inbox> opened = new ArrayList<>();
    private final Map<Long, Integer> tries = new ConcurrentSkipListMap<>();
    private final CountDownLatch goOn = new CountDownLatch(1);
    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        goOn.countDown();
        opened.forEach(Inbox::stop);
        context.stop();
    }

    private Inbox open(String url, StandingTime time) throws Exception {
        Inbox inbox = new Inbox(context, new InboxSettings(url, null, null, null, Duration.ZERO), time);
        opened.add(inbox);
        inbox.start();
        inbox.database().writeAndWait(session -> null);
        return inbox;
    }

    private static long count(Inbox inbox, String state) throws Exception {
        return inbox.database().read(session -> session.first(
                "select count(*) from egnyte_msp_delivery where state = ?", row -> row.getLong(1), state));
    }

    @ParameterizedTest
    @EnumSource
    void itLeavesAloneWhatOthersHaveTakenOver(TestDatabase database) throws Exception {
        String url = database.url(folder);
        StandingTime time = new StandingTime();
        StandingTime timeOfTheOther = new StandingTime();
        Inbox suspended = open(url, time);
        Inbox other = open(url, timeOfTheOther);
        Subscription mail = new Subscription("mail", List.of(), false);
        suspended.declare(mail);
        for (int i = 0; i < EVENTS; i++) {
            suspended.store(MspEvent.parse(TestRuntime.EVENT.replace("R-1", "R" + i).getBytes(StandardCharsets.UTF_8)));
        }
        Subscriber subscriber = suspended.subscribe(
                new SubscriberSettings(mail, RedeliveryPolicy.DEFAULT, 1, Duration.ofMillis(50)), claimed -> {
                    tries.merge(claimed.seq(), 1, Integer::sum);
                    await().until(() -> goOn.await(1, java.util.concurrent.TimeUnit.MINUTES));
                    return new TryResult(null, null);
                });
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> count(other, "running") == EVENTS && tries.size() == 1);
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                timeOfTheOther.moveOn(Replicas.BEAT);
                return count(other, "running") == 0;
            });
            time.moveOn(Replicas.GONE_AFTER);
            await().atMost(Duration.ofSeconds(30)).until(suspended::isPresent);
            goOn.countDown();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                time.moveOn(Duration.ofSeconds(1));
                return count(other, "handled") == EVENTS;
            });
            assertThat(tries.values()).as("the first one was under way").containsExactly(2, 1, 1, 1, 1);
        } finally {
            goOn.countDown();
            subscriber.stop(Duration.ofSeconds(5));
        }
    }
}
