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
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;

/**
 * Gives events that an inbox or a sink is done with, or has given up, to it again: those with an id, of a type, or that
 * came within a time. For routes, as a bean: the shipped {@code replay.yaml} shows how.
 */
public final class Replay {

    private static final String SUFFIX = ".json";
    private static final String REASON = ".reason.txt";

    private final DurableFiles files = new DurableFiles();

    /** For Camel. */
    public Replay() {
    }

    /**
     * Copies events back, so that they are handled once more; what was given up is moved, and its reason deleted. The
     * time at which they came stays. Conditions that are null or empty do not count, but one must be there.
     *
     * @param  inbox                    the folder of the inbox
     * @param  sink                     a sink's name, for this one only; null or empty for every sink
     * @param  failed                   {@code true} for what that sink has given up; {@code false}, null or empty for
     *                                  what it, or the inbox, is done with
     * @param  eventId                  the event's id
     * @param  eventType                the event's type, such as {@code RESELLER_INVOICE_PAID}
     * @param  since                    the event came then or later: ISO 8601, such as {@code 2026-11-01T08:00:00Z}
     * @param  until                    the event came before then
     * @return                          how many events there were
     * @throws IllegalArgumentException naming what is wrong, before anything is done
     * @throws IOException              if a file cannot be read or written; events before it were replayed
     */
    public int replay(
            String inbox, String sink, String failed, String eventId, String eventType, String since, String until)
            throws IOException {
        if (isEmpty(eventId) && isEmpty(eventType) && isEmpty(since) && isEmpty(until)) {
            throw new IllegalArgumentException("Which events? Say an id, a type, since or until");
        }
        boolean givenUp = isTrue(failed);
        if (givenUp && isEmpty(sink)) {
            throw new IllegalArgumentException("failed is about a sink: say which one");
        }
        Instant from = isEmpty(since) ? Instant.MIN : instant("since", since);
        Instant to = isEmpty(until) ? Instant.MAX : instant("until", until);
        Path target = isEmpty(sink) ? Path.of(inbox) : sinkFolder(Path.of(inbox), sink);
        Path source = target.resolve(givenUp ? ".failed" : ".done");
        int count = 0;
        for (Path file : events(source)) {
            FileTime came = Files.getLastModifiedTime(file);
            String name = file.getFileName().toString();
            if ((isEmpty(eventId) || name.equals(eventId + SUFFIX))
                    && !came.toInstant().isBefore(from) && came.toInstant().isBefore(to)
                    && (isEmpty(eventType) || eventType.equals(typeOf(Files.readAllBytes(file))))) {
                if (givenUp) {
                    // the reason first, and no copy: the sink may give it up again at once, into the same names
                    Files.deleteIfExists(source.resolve(name + REASON));
                    Files.move(file, target.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                } else {
                    files.write(target.toString(), name, Files.readAllBytes(file), came);
                }
                count++;
            }
        }
        return count;
    }

    private static boolean isTrue(String failed) {
        if (isEmpty(failed) || failed.equals("false")) {
            return false;
        }
        if (failed.equals("true")) {
            return true;
        }
        throw new IllegalArgumentException("failed must be true or false: " + failed);
    }

    private static Path sinkFolder(Path inbox, String sink) {
        Path sinks = inbox.resolve("sinks").normalize();
        // a name that is no path is refused by its own exception, an IllegalArgumentException too
        Path folder = sinks.resolve(sink).normalize();
        if (!sinks.equals(folder.getParent()) || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException("There is no sink " + sink + " in " + sinks);
        }
        return folder;
    }

    /** Oldest first, so that they are handled in their order. */
    private static List<Path> events(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> names = Files.list(folder)) {
            return names.filter(file -> file.getFileName().toString().endsWith(SUFFIX) && Files.isRegularFile(file))
                    .map(file -> new Dated(file, file.toFile().lastModified()))
                    .sorted((one, other) -> Long.compare(one.modified, other.modified)).map(Dated::file).toList();
        }
    }

    private record Dated(Path file, long modified) {
    }

    private static String typeOf(byte[] event) {
        try {
            return MspEvent.parse(event).eventType();
        } catch (MalformedEventException e) {
            // somebody edited it: it has no type, but can be found by its name and time
            return null;
        }
    }

    private static Instant instant(String name, String time) {
        try {
            return Instant.parse(time);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + " must be a time such as 2026-11-01T08:00:00Z: " + time);
        }
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isEmpty();
    }
}
