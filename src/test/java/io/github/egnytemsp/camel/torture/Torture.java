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
package io.github.egnytemsp.camel.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Receivers with an inbox, which are ended again and again, between an Egnyte that sends duplicates and strangers
 * without the secret, and sinks that fail. At the end, every event has to be where it belongs.
 * <p>
 * All chances come from one seed, which is printed; with threads and processes, the same seed makes a similar run and
 * not the same one.
 */
final class Torture implements AutoCloseable {

    static final Duration LONGEST_START = Duration.ofSeconds(60);
    static final Duration LAST_WAIT = Duration.ofMinutes(3);

    private final String name;
    private final Path folder;
    private final int events;
    private final int kills;
    private final Random random;
    private final InboxDatabase database;
    private final Sinks sinks;
    private final List<ReceiverProcess> receivers = new ArrayList<>();
    private final Sender sender;

    /** What is done to the receivers. */
    private interface Torment {
        void run(Torture torture) throws Exception;
    }

    /** The kinds of torture. */
    enum Kind {
        SQLITE(false, 1, Killing::run),
        SQLITE_TWO_PROCESSES(false, 2, Killing::run),
        POSTGRESQL(true, 1, Killing::run),
        POSTGRESQL_TWO_PROCESSES(true, 2, Killing::run),
        SQLITE_SAME_MOMENT(false, 2, SameMoment::run),
        POSTGRESQL_SAME_MOMENT(true, 2, SameMoment::run),
        SQLITE_EVENT_THAT_ENDS_THE_PROCESS(false, 1, Ending::run),
        POSTGRESQL_EVENT_THAT_ENDS_THE_PROCESS(true, 2, Ending::run),
        SQLITE_DISK_FULL(false, 1, DiskFull::run);

        private final boolean postgres;
        private final int processes;
        private final Torment torment;

        Kind(boolean postgres, int processes, Torment torment) {
            this.postgres = postgres;
            this.processes = processes;
            this.torment = torment;
        }
    }

    private Torture(Kind kind, Path folder, int events, int kills, long seed) throws IOException {
        this.name = kind.toString();
        this.folder = folder;
        this.events = events;
        this.kills = kills;
        random = new Random(seed);
        database = kind.postgres ? InboxDatabase.Postgres.start(folder) : InboxDatabase.sqlite(folder);
        sinks = new Sinks(new Random(random.nextLong()));
        for (int i = 1; i <= kind.processes; i++) {
            receivers.add(new ReceiverProcess(folder.resolve("receiver-" + i + ".log"), database.url(), sinks.url()));
        }
        sender = new Sender(receivers, new Random(random.nextLong()));
    }

    /**
     * Runs it.
     *
     * @param  arguments ignored; {@code torture.kinds} (all), {@code torture.events}, {@code torture.kills} and
     *                   {@code torture.seed} are system properties
     * @throws Exception if it cannot run, or if an event got lost or came twice where it must not
     */
    public static void main(String[] arguments) throws Exception {
        String seed = System.getProperty("torture.seed", "");
        String kinds = System.getProperty("torture.kinds", "");
        for (String kind : kinds.isEmpty() ? Stream.of(Kind.values()).map(Kind::name).toList() : List.of(kinds.split(","))) {
            run(Path.of("target", "torture"), Kind.valueOf(kind), Integer.getInteger("torture.events", 3000),
                    Integer.getInteger("torture.kills", 25), seed.isEmpty() ? System.nanoTime() : Long.parseLong(seed));
        }
        System.exit(0);
    }

    /** Runs it in a folder that is emptied before; throws if something is wrong at the end. */
    static void run(Path parent, Kind kind, int events, int kills, long seed) throws Exception {
        Path folder = parent.resolve(kind.toString().toLowerCase(java.util.Locale.ROOT));
        System.out.printf("torture: %s, -Dtorture.seed=%d -Dtorture.events=%d -Dtorture.kills=%d%n", kind, seed, events, kills);
        delete(folder);
        Files.createDirectories(folder);
        try (Torture torture = new Torture(kind, folder, events, kills, seed)) {
            try {
                kind.torment.run(torture);
                torture.check();
            } catch (Exception | Error e) {
                for (ReceiverProcess receiver : torture.receivers) {
                    System.out.println("torture: a receiver logged at last\n" + receiver.lastLines());
                }
                throw e;
            }
        }
    }

    int events() {
        return events;
    }

    int kills() {
        return kills;
    }

    Random random() {
        return random;
    }

    InboxDatabase database() {
        return database;
    }

    Sinks sinks() {
        return sinks;
    }

    Sender sender() {
        return sender;
    }

    List<ReceiverProcess> receivers() {
        return receivers;
    }

    /** Tells what is being done. */
    void say(String what) {
        System.out.println("torture: " + what);
    }

    /** Starts those that do not run, and waits until all take connections. */
    void startAll() throws IOException {
        for (ReceiverProcess receiver : receivers) {
            if (!receiver.isAlive()) {
                receiver.start();
            }
        }
        await("the receivers to listen", LONGEST_START).until(() -> alive() && receivers.stream()
                .allMatch(ReceiverProcess::isListening));
    }

    /** Everything works now: waits until all is received and handled. */
    void calm() {
        await("all events to be received", LAST_WAIT).until(() -> alive() && sender.isDone());
        await("all events to be handled", LAST_WAIT).until(() -> alive() && database.unfinished() == 0);
    }

    private boolean alive() {
        if (receivers.stream().noneMatch(ReceiverProcess::isAlive)) {
            throw new IllegalStateException("The receivers have ended by themselves");
        }
        return true;
    }

    private void check() throws Exception {
        receivers.forEach(ReceiverProcess::close);
        TortureReport report = new TortureReport(sender, sinks, database);
        System.out.println(report.table());
        for (ReceiverProcess receiver : receivers) {
            report.require(!receiver.log().contains(Receiver.SECRET), "the secret is in the log");
        }
        report.require(!sender.hasTakenStrangers(), "a wrong secret was answered 200");
        report.check(name);
    }

    static ConditionFactory await(String what, Duration longest) {
        return Awaitility.await(what).atMost(longest).pollInterval(Duration.ofMillis(100));
    }

    /** Lets what was begun go on for a while. */
    static void pause(long millis) throws InterruptedException {
        new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            List<Path> files;
            try (Stream<Path> walk = Files.walk(folder)) {
                files = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        sender.close();
        receivers.forEach(ReceiverProcess::close);
        sinks.close();
        database.close();
    }
}
