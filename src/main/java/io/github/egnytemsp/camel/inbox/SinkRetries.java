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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lets an event that a sink could not take step aside, so that those behind it go on, and come back after a pause; in
 * the end it is given up. For routes, as a bean: the shipped {@code inbox-to-sinks.yaml} shows how.
 * <p>
 * How often an event was tried is in a note in the folder {@code .retry}, with the last reason, and when it is due is
 * the note's time: a restart changes neither. An event's file is only ever moved, and after its note was written, so a
 * crash leaves it in one of the folders.
 * <p>
 * Numbers are set as texts: where routes are read before the type converters are there, as in the Camel CLI, others
 * cannot be.
 */
public final class SinkRetries {

    private static final String ASIDE = ".retry";
    private static final String GIVEN_UP = ".failed";
    private static final String EVENT = ".json";
    private static final String REASON = ".reason.txt";
    private static final Pattern TRIES = Pattern.compile("\nTried (\\d{1,9}) times[^\n]*\n$");

    private final DurableFiles files = new DurableFiles();
    private final Clock clock;
    private int retries = 60;
    private int retriesInPlace = 4;
    private long pause = 5_000;
    private long longestPause = 3_600_000;

    /** For Camel. */
    public SinkRetries() {
        this(Clock.systemUTC());
    }

    /** @param clock tells what is due */
    SinkRetries(Clock clock) {
        this.clock = clock;
    }

    /**
     * How often an event is tried again until it is given up.
     *
     * @param  retries               0 or more, in digits; those in place are among them
     * @throws NumberFormatException if it is no number
     */
    public void setRetries(String retries) {
        this.retries = Integer.parseInt(retries);
    }

    /**
     * How often the route tries it again before it steps aside for the first time.
     *
     * @param  retriesInPlace        0 or more, in digits, as the route's error handler has it
     * @throws NumberFormatException if it is no number
     */
    public void setRetriesInPlace(String retriesInPlace) {
        this.retriesInPlace = Integer.parseInt(retriesInPlace);
    }

    /**
     * The pause after the first try; each further one is twice as long.
     *
     * @param  pause                 milliseconds, in digits
     * @throws NumberFormatException if it is no number
     */
    public void setPause(String pause) {
        this.pause = Long.parseLong(pause);
    }

    /**
     * The longest pause.
     *
     * @param  longestPause          milliseconds, in digits
     * @throws NumberFormatException if it is no number
     */
    public void setLongestPause(String longestPause) {
        this.longestPause = Long.parseLong(longestPause);
    }

    /**
     * Whether an event has stepped aside before: then it is tried once each time that it comes back, and not in place.
     *
     * @param  folder the sink's folder
     * @param  name   the name of the event's file
     * @return        whether there is a note of it
     */
    public boolean steppedAside(String folder, String name) {
        return Files.exists(note(folder, name));
    }

    /**
     * Says where an event belongs that was not taken, and writes the note or the reason there; the caller moves it
     * then.
     *
     * @param  folder      the sink's folder
     * @param  name        the name of the event's file
     * @param  reason      why it was not taken
     * @return             {@code .retry}, or {@code .failed} if it was tried often enough
     * @throws IOException if that cannot be written; the event has to stay where it is
     */
    public String stepAside(String folder, String name, String reason) throws IOException {
        int tries = tries(folder, name) + 1;
        String all = reason.strip() + "\nTried " + tries + " times, the last time " + clock.instant() + ".\n";
        if (tries > retries) {
            return giveUp(folder, name, all);
        }
        Instant due = clock.instant().plusMillis(pauseAfter(tries));
        files.write(aside(folder).toString(), name + REASON, all.getBytes(StandardCharsets.UTF_8), FileTime.from(due));
        return ASIDE;
    }

    /**
     * Writes why an event is given up; the caller moves it then.
     *
     * @param  folder      the sink's folder
     * @param  name        the name of the event's file
     * @param  reason      why it was not taken
     * @return             {@code .failed}
     * @throws IOException if that cannot be written; the event has to stay where it is
     */
    public String giveUp(String folder, String name, String reason) throws IOException {
        // the reason first: nobody finds a file in .failed without it
        files.write(Path.of(folder, GIVEN_UP).toString(), name + REASON, reason.getBytes(StandardCharsets.UTF_8));
        // a replay begins anew
        Files.deleteIfExists(note(folder, name));
        return GIVEN_UP;
    }

    /**
     * Moves what is due back to its sink, and deletes the notes of what is done.
     *
     * @param  sinks       the folder in which the folders of the sinks are; need not be there
     * @throws IOException if one cannot be moved; the others were
     */
    public void putBack(String sinks) throws IOException {
        IOException failure = null;
        for (Path sink : list(Path.of(sinks))) {
            for (Path file : list(sink.resolve(ASIDE))) {
                try {
                    String name = file.getFileName().toString();
                    if (name.endsWith(EVENT)) {
                        putBackIfDue(sink, name);
                    } else if (name.endsWith(EVENT + REASON)) {
                        deleteIfDone(sink, name.substring(0, name.length() - REASON.length()));
                    }
                } catch (IOException e) {
                    failure = e;
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void putBackIfDue(Path sink, String name) throws IOException {
        Path note = note(sink.toString(), name);
        if (!Files.exists(note) || !Files.getLastModifiedTime(note).toInstant().isAfter(clock.instant())) {
            Files.move(sink.resolve(ASIDE).resolve(name), sink.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void deleteIfDone(Path sink, String name) throws IOException {
        // in this order: it may step aside between the two looks
        if (!Files.exists(sink.resolve(name)) && !Files.exists(sink.resolve(ASIDE).resolve(name))) {
            Files.deleteIfExists(note(sink.toString(), name));
        }
    }

    /** How often it was tried before the last time, in which it was tried once, or was new. */
    private int tries(String folder, String name) throws IOException {
        Path note = note(folder, name);
        if (Files.exists(note)) {
            Matcher tries = TRIES.matcher(Files.readString(note));
            if (tries.find()) {
                return Integer.parseInt(tries.group(1));
            }
        }
        return retriesInPlace;
    }

    private long pauseAfter(int tries) {
        long longer = pause;
        for (int i = 1; i < tries && longer < longestPause; i++) {
            longer *= 2;
        }
        return Math.min(longer, longestPause);
    }

    private static Path aside(String folder) {
        return Path.of(folder, ASIDE);
    }

    private static Path note(String folder, String name) {
        return aside(folder).resolve(name + REASON);
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
