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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Identifies this process on its machine by boot, namespace of process numbers, user, number and start time. Replicas
 * on the same machine see at once that a process has ended. Linux only.
 */
final class Place {

    private static final String SEPARATOR = "/";
    /** Of the line of a process, behind its name: its state, and when it began. */
    private static final int STATE = 0;
    private static final int BEGAN = 19;

    private final Path processes;
    private final String surroundings;
    private final String process;

    /** @param processes the folder {@code /proc} */
    Place(Path processes) {
        this.processes = processes;
        String around = null;
        String self = null;
        try {
            Path own = processes.resolve("self");
            // another user's processes may be hidden, and would seem to have gone
            around = String.join(SEPARATOR,
                    Files.readString(processes.resolve("sys/kernel/random/boot_id")).trim(),
                    Files.readSymbolicLink(own.resolve("ns/pid")).toString(),
                    String.valueOf(Files.getAttribute(own, "unix:uid")));
            String number = own.toRealPath().getFileName().toString();
            self = number + SEPARATOR + began(number);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // another system, or one that hides it: a replica that has gone is known by its beat alone
        }
        this.surroundings = self == null ? null : around;
        this.process = self;
    }

    /** As others can compare it; null if the system does not tell. */
    String text() {
        return process == null ? null : surroundings + SEPARATOR + process;
    }

    /** Whether the process of another place is known to have gone. */
    boolean isGone(String other) {
        if (process == null || other == null || !other.startsWith(surroundings + SEPARATOR)) {
            return false;
        }
        String[] otherProcess = other.substring(surroundings.length() + 1).split(SEPARATOR);
        try {
            return otherProcess.length == 2 && !otherProcess[1].equals(began(otherProcess[0]));
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** When a process began, and nothing if it has ended and nobody has asked how. */
    private String began(String number) throws IOException {
        String line = Files.readString(processes.resolve(number).resolve("stat"));
        // the name, in parentheses, may hold anything
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return "Z".equals(fields[STATE]) || "X".equals(fields[STATE]) ? "" : fields[BEGAN];
    }
}
