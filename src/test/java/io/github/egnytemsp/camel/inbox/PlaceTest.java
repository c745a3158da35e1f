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

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PlaceTest {

    @TempDir
    private Path proc;

    private void process(int number, String state, String began) throws Exception {
        Files.createDirectories(proc.resolve(String.valueOf(number)));
        Files.writeString(proc.resolve(number + "/stat"),
                number + " (a (very) odd name) " + state + " 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 " + began
                                                          + " 20 21\n");
    }

    private Place here() throws Exception {
        Files.createDirectories(proc.resolve("sys/kernel/random"));
        Files.writeString(proc.resolve("sys/kernel/random/boot_id"), "boot-1\n");
        process(7, "S", "700");
        Files.createDirectories(proc.resolve("7/ns"));
        Files.createSymbolicLink(proc.resolve("7/ns/pid"), Path.of("pid:[4026531836]"));
        Files.createSymbolicLink(proc.resolve("self"), Path.of("7"));
        return new Place(proc);
    }

    private static String other(Place here, String process) {
        return here.text().replaceAll("7/700$", process);
    }

    @Test
    void aProcessThatRunsIsThere() throws Exception {
        Place here = here();
        process(8, "S", "800");
        assertThat(here.isGone(other(here, "8/800"))).isFalse();
        assertThat(here.isGone(here.text())).isFalse();
    }

    @Test
    void aProcessThatEndedHasGone() throws Exception {
        Place here = here();
        assertThat(here.isGone(other(here, "9/900"))).isTrue();
    }

    @Test
    void anotherProcessWithItsNumberIsNotThatOne() throws Exception {
        Place here = here();
        process(8, "S", "801");
        assertThat(here.isGone(other(here, "8/800"))).isTrue();
    }

    @Test
    void aProcessThatEndedAndWasNotAskedForHasGone() throws Exception {
        Place here = here();
        process(8, "Z", "800");
        assertThat(here.isGone(other(here, "8/800"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "boot-2/pid:[4026531836]/0/9/900", "", "boot-1", "boot-1/pid:[1]/0/9/900" })
    void nothingIsKnownOfProcessesElsewhere(String elsewhere) throws Exception {
        assertThat(here().isGone(elsewhere)).isFalse();
    }

    @Test
    void nothingIsKnownWhereTheSystemDoesNotTell() {
        Place unknown = new Place(proc);
        assertThat(unknown.text()).isNull();
        assertThat(unknown.isGone("boot-1/pid:[4026531836]/0/9/900")).isFalse();
    }

    @Test
    void nothingIsKnownOfWhoDoesNotTell() throws Exception {
        assertThat(here().isGone(null)).isFalse();
    }
}
