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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

class DurableFilesTest {

    @TempDir
    Path folder;

    private final DurableFiles files = new DurableFiles();

    @Test
    void aFileHasItsBytesAndNothingElseIsLeft() throws IOException {
        byte[] content = { 0, -1, 10, 13 };
        files.write(folder.resolve("a/b").toString(), "event.json", content);

        assertThat(folder.resolve("a/b/event.json")).hasBinaryContent(content);
        assertThat(names(folder.resolve("a/b"))).containsExactly("event.json");
    }

    @Test
    void aFileOfThatNameIsReplaced() throws IOException {
        files.write(folder.toString(), "event.json", "longer than the next".getBytes());
        files.write(folder.toString(), "event.json", "next".getBytes());

        assertThat(folder.resolve("event.json")).hasContent("next");
    }

    @Test
    void filesWrittenOneAfterTheOtherAreInThisOrderByTheirTimesInMilliseconds() throws IOException {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            // sinks have one instance, the inbox another
            new DurableFiles().write(folder.toString(), "event-" + i + ".json", new byte[1]);
            times.add(folder.resolve("event-" + i + ".json").toFile().lastModified());
        }
        assertThat(times).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void aFailureLeavesNothingBehind() throws IOException {
        Files.createDirectories(folder.resolve("event.json/in-the-way"));

        assertThatIOException().isThrownBy(() -> files.write(folder.toString(), "event.json", new byte[1]));
        assertThat(names(folder)).containsExactly("event.json");
    }

    @Test
    void onlyTheOwnerMayReadIt() throws IOException {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        files.write(folder.toString(), "event.json", new byte[1]);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("event.json"))))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = { "../event.json", "a/event.json", "/event.json", "" })
    void aNameThatLeadsElsewhereIsRefused(String name) throws IOException {
        assertThatIllegalArgumentException().isThrownBy(() -> files.write(folder.toString(), name, new byte[1]));
        assertThat(names(folder)).isEmpty();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> names = Files.list(folder)) {
            return names.map(name -> name.getFileName().toString()).toList();
        }
    }
}
