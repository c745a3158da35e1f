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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class SinkRetriesTest {

    private static final String NAME = "event.json";

    @TempDir
    Path sinks;

    private final Adjustable clock = new Adjustable();
    private SinkRetries retries;
    private Path sink;

    private static final class Adjustable extends Clock {

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
    void anEventWaits() throws IOException {
        sink = Files.createDirectories(sinks.resolve("tickets"));
        Files.writeString(sink.resolve(NAME), "{}");
        restart();
    }

    private void restart() {
        retries = new SinkRetries(clock);
    }

    /** As the routes do, with their move; the folder it went to. */
    private String fail() throws IOException {
        String folder = retries.stepAside(sink.toString(), NAME, "500\n");
        Files.createDirectories(sink.resolve(folder));
        Files.move(sink.resolve(NAME), sink.resolve(folder).resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        return folder;
    }

    private boolean isBackAfter(Duration time) throws IOException {
        clock.now = clock.now.plus(time);
        retries.putBack(sinks.toString());
        return Files.exists(sink.resolve(NAME));
    }

    @Test
    void anEventComesBackAfterItsPause() throws IOException {
        assertThat(retries.steppedAside(sink.toString(), NAME)).isFalse();
        assertThat(fail()).isEqualTo(".retry");
        assertThat(retries.steppedAside(sink.toString(), NAME)).isTrue();
        assertThat(sink.resolve(".retry").resolve(NAME + ".reason.txt"))
                .hasContent("500\nTried 5 times, the last time 2026-11-01T10:00:00Z.\n");
        // 5, 10, 20 and 40 seconds were in place
        assertThat(isBackAfter(Duration.ofSeconds(79))).isFalse();
        assertThat(isBackAfter(Duration.ofSeconds(1))).isTrue();
    }

    @Test
    void pausesDoubleUpToTheLongestAndAfterTwoDaysItIsGivenUpAlsoOverRestarts() throws IOException {
        List<Long> pauses = new ArrayList<>();
        Instant start = clock.now;
        while (fail().equals(".retry")) {
            restart();
            long minutes = 0;
            while (!isBackAfter(Duration.ofMinutes(1))) {
                minutes++;
            }
            pauses.add(minutes);
        }
        assertThat(pauses).startsWith(1L, 2L, 5L, 10L, 21L, 42L, 59L, 59L).hasSize(56);
        assertThat(Duration.between(start, clock.now)).isBetween(Duration.ofHours(48), Duration.ofHours(53));
        assertThat(sink.resolve(".failed").resolve(NAME)).exists();
        assertThat(sink.resolve(".failed").resolve(NAME + ".reason.txt")).content().startsWith("500\nTried 61 times");
        assertThat(sink.resolve(".retry")).as("a replay begins anew").isEmptyDirectory();
    }

    @Test
    void aNoteOfWhatIsDoneGoes() throws IOException {
        fail();
        assertThat(isBackAfter(Duration.ofMinutes(2))).isTrue();
        retries.putBack(sinks.toString());
        assertThat(retries.steppedAside(sink.toString(), NAME)).as("it is being tried").isTrue();
        Files.delete(sink.resolve(NAME));
        retries.putBack(sinks.toString());
        assertThat(retries.steppedAside(sink.toString(), NAME)).isFalse();
    }

    @Test
    void aCrashBetweenNoteAndMoveLeavesTheEventWithItsTries() throws IOException {
        retries.stepAside(sink.toString(), NAME, "500");
        restart();
        assertThat(isBackAfter(Duration.ZERO)).isTrue();
        retries.stepAside(sink.toString(), NAME, "500");
        assertThat(sink.resolve(".retry").resolve(NAME + ".reason.txt")).content().startsWith("500\nTried 6 times");
    }

    @Test
    void anEventWithoutItsNoteComesBackAtOnce() throws IOException {
        fail();
        Files.delete(sink.resolve(".retry").resolve(NAME + ".reason.txt"));
        assertThat(isBackAfter(Duration.ZERO)).isTrue();
    }

    @Test
    void anEventThatCannotBeMovedHoldsUpNoOther() throws IOException {
        Path retry = Files.createDirectories(sink.resolve(".retry"));
        for (int i = 0; i < 10; i++) {
            Files.writeString(retry.resolve(i + ".json"), "{}");
        }
        Files.createDirectories(sink.resolve("5.json/in-the-way"));
        assertThatIOException().isThrownBy(() -> retries.putBack(sinks.toString()));
        assertThat(retry).isDirectoryContaining("glob:**5.json");
        try (var left = Files.list(retry)) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void withoutSinksThereIsNothingToDo() throws IOException {
        retries.putBack(sinks.resolve("none").toString());
    }
}
