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
package io.github.egnytemsp.camel.registration;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.apache.camel.support.processor.state.FileStateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What a keeper remembers, and for how long. */
class WebhookMemoryTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    private final WebhookAccess access = new WebhookAccess(null, started(new MemoryStateRepository()), "key");
    private final WebhookMemory memory = new WebhookMemory();

    private static <T> T started(T repository) {
        ServiceHelper.startService(repository);
        return repository;
    }

    @Test
    void enablingIsTriedAgainAfterPausesThatGrowFromAnHourToADay() {
        assertThat(memory.mayEnable(NOON)).isTrue();
        Instant tried = NOON;
        for (int hours : new int[] { 1, 2, 4, 8, 16, 24, 24 }) {
            memory.enabling(tried);
            Instant again = tried.plus(Duration.ofHours(hours));
            assertThat(memory.mayEnable(again.minusSeconds(1))).isFalse();
            assertThat(memory.mayEnable(again)).isTrue();
            tried = again;
        }
    }

    @Test
    void aWebhookThatWasSeenEnabledIsEnabledAtOnceTheNextTime() {
        memory.enabling(NOON);
        memory.seenStatus(access, false, NOON.plusSeconds(900));
        assertThat(memory.mayEnable(NOON.plusSeconds(1800))).isTrue();
    }

    @Test
    void aReplacementThatWorkedForADayMayBeReplacedToo() {
        memory.rememberReplacement(access, "7");
        memory.seenStatus(access, false, NOON);
        memory.seenStatus(access, false, NOON.plus(Duration.ofHours(23)));
        assertThat(memory.isReplacement(access, "7")).isTrue();
        memory.seenStatus(access, true, NOON.plus(Duration.ofHours(24)));
        memory.seenStatus(access, false, NOON.plus(Duration.ofHours(25)));
        memory.seenStatus(access, false, NOON.plus(Duration.ofHours(48)));
        assertThat(memory.isReplacement(access, "7")).isTrue();
        memory.seenStatus(access, false, NOON.plus(Duration.ofHours(49)));
        assertThat(memory.isReplacement(access, "7")).isFalse();
    }

    @Test
    void aFileKeepsItWhateverItHolds(@TempDir Path folder) {
        File file = folder.resolve("state").toFile();
        StoredWebhook stored = new StoredWebhook("1=2", "enabled", "https://h.example/ä?a=b&c=\n%0A", Set.of(), null, null);
        WebhookAccess before = new WebhookAccess(null, started(FileStateRepository.fileStateRepository(file)), "key");
        memory.rememberStoredForm(before, stored);
        memory.rememberId(before, "12");
        ServiceHelper.stopService(before.states());

        WebhookAccess after = new WebhookAccess(null, started(FileStateRepository.fileStateRepository(file)), "key");
        assertThat(new WebhookMemory().isStoredForm(after, stored)).isTrue();
        assertThat(new WebhookMemory().id(after)).isEqualTo("12");
    }
}
