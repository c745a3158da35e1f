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
package io.github.egnytemsp.camel.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;

/** A command of the installation that goes on until it is stopped: {@code run} or {@code simulator}. */
final class RunningCommand implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;

    RunningCommand(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Waits for words in the output. */
    RunningCommand says(String words) {
        await("the log says: " + words).atMost(START).pollInterval(Duration.ofMillis(100)).until(() -> {
            boolean ended = !process.isAlive();
            if (log().contains(words)) {
                return true;
            }
            if (ended) {
                throw new IllegalStateException("It ended:\n" + log());
            }
            return false;
        });
        return this;
    }

    /** Waits until it receives events. */
    RunningCommand runs() {
        return says("  page  ");
    }

    /** What systemctl stop, Ctrl-C and a container's end do. */
    void terminate() {
        process.destroy();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits for its end; returns the exit code. */
    int end() throws InterruptedException, IOException {
        if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("It does not end: " + log());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
