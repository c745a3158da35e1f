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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RememberedIdsTest {

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("inbox/.finished-events");
    }

    private RememberedIds start() {
        return start(3);
    }

    private RememberedIds start(int limit) {
        RememberedIds ids = new RememberedIds(limit);
        ids.setFile(file().toString());
        ids.start();
        return ids;
    }

    private static List<Boolean> known(RememberedIds ids, String... asked) {
        return Stream.of(asked).map(ids::contains).toList();
    }

    @Test
    void anIdIsKnownOnceItWasAddedAlsoAfterARestart() {
        RememberedIds ids = start();
        assertThat(ids.contains("a")).isFalse();
        assertThat(ids.add("a")).isTrue();
        assertThat(ids.add("a")).isFalse();
        assertThat(known(ids, "a", "b")).containsExactly(true, false);
        // not stopped: as after a crash
        assertThat(known(start(), "a", "b")).containsExactly(true, false);
    }

    @Test
    void theOldestIsDroppedFirstAndStaysDroppedAfterARestart() {
        RememberedIds ids = start();
        Stream.of("a", "b", "c", "d").forEach(ids::add);
        assertThat(known(ids, "a", "b", "c", "d")).containsExactly(false, true, true, true);
        assertThat(ids.add("a")).as("it is forgotten").isTrue();
        assertThat(known(start(), "b", "c", "d", "a")).containsExactly(false, true, true, true);
    }

    @Test
    void theFileHoldsNeverMoreThanTwiceAsManyAndTheNewestOnes() throws IOException {
        RememberedIds ids = start();
        for (int i = 0; i < 50; i++) {
            ids.add("id-" + i);
            assertThat(Files.readAllLines(file())).hasSizeLessThanOrEqualTo(6).endsWith("id-" + i);
        }
        assertThat(known(start(), "id-46", "id-47", "id-48", "id-49")).containsExactly(false, true, true, true);
    }

    @Test
    void aLineThatACrashCutOffIsNoIdAndSpoilsNotTheNext() throws IOException {
        start().add("whole");
        Files.writeString(file(), "cut-o", StandardOpenOption.APPEND);
        RememberedIds ids = start();
        assertThat(known(ids, "whole", "cut-o")).containsExactly(true, false);
        ids.add("next");
        assertThat(known(start(), "whole", "next")).containsExactly(true, true);
        assertThat(file()).hasContent("whole\nnext\n");
    }

    @Test
    void anIdThatCannotBeWrittenIsNotRememberedAndCanBeAddedLater() throws IOException {
        RememberedIds ids = start();
        ids.add("a");
        Files.move(file(), folder.resolve("elsewhere"));
        assertThatThrownBy(() -> ids.add("b")).isInstanceOf(UncheckedIOException.class);
        assertThat(ids.contains("b")).isFalse();
        Files.move(folder.resolve("elsewhere"), file());
        assertThat(ids.add("b")).isTrue();
        assertThat(known(start(), "a", "b")).containsExactly(true, true);
    }

    @Test
    void aDroppingThatWasKilledLosesNothing() throws IOException {
        RememberedIds ids = start();
        ids.add("a");
        // what DurableFiles leaves then
        Files.writeString(folder.resolve("inbox/.123.tmp"), "a\nb");
        assertThat(known(start(), "a", "b")).containsExactly(true, false);
    }

    @Test
    void anIdCanBeTakenAwayAndAll() {
        RememberedIds ids = start();
        ids.add("a");
        ids.add("b");
        assertThat(ids.remove("a")).isTrue();
        assertThat(ids.remove("a")).isFalse();
        assertThat(known(start(), "a", "b")).containsExactly(false, true);
        ids.clear();
        assertThat(known(start(), "a", "b")).containsExactly(false, false);
    }
}
