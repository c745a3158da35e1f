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
package io.github.egnytemsp.camel.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

import org.apache.camel.impl.DefaultCamelContext;

/**
 * A process that is measured. It does what it is told on its standard input, one line each, and ends with it: when the
 * parent is gone, so is the input.
 */
final class BenchChild {

    /** Before every line that is an answer: what else is printed is not. */
    static final String MARK = "bench> ";

    private static final PrintStream OUT = System.out;

    private static Caller.Call call;
    private static InboxReceiver inbox;
    private static BareInserts inserts;

    private BenchChild() {
    }

    /**
     * Runs it.
     *
     * @param  arguments {@code receive}, a {@link Receiver}, its port and how much it remembers; {@code call}, a
     *                   {@link Caller} and the server's port; {@code inbox} or {@code inserts} and what their
     *                   constructors get
     * @throws Exception if it cannot start
     */
    public static void main(String[] arguments) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        start(arguments);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            say(answer(line.split(" ")));
        }
        // neither the receiver's threads nor its orderly stop are of interest any more
        Runtime.getRuntime().halt(0);
    }

    private static void start(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "receive" -> {
                receive(Receiver.valueOf(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
                return;
            }
            case "call" -> call = Caller.valueOf(arguments[1]).start(Integer.parseInt(arguments[2]));
            case "inbox" -> inbox = new InboxReceiver(
                    Integer.parseInt(arguments[1]), arguments[2], arguments[3], Integer.parseInt(arguments[4]),
                    Boolean.parseBoolean(arguments[5]), Integer.parseInt(arguments[6]));
            case "inserts" -> inserts = new BareInserts(arguments[1], Integer.parseInt(arguments[2]));
            default -> throw new IOException("Not understood: " + arguments[0]);
        }
        say("ready");
    }

    private static void say(String line) {
        OUT.println(MARK + line);
        OUT.flush();
    }

    private static void receive(Receiver receiver, int port, int remembered) throws Exception {
        long start = System.nanoTime();
        DefaultCamelContext context = receiver.start(port, remembered);
        long millis = (System.nanoTime() - start) / 1_000_000;
        say("ready " + millis + (context == null ? "" : " " + context.getVersion()));
    }

    private static String answer(String[] command) throws Exception {
        return switch (command[0]) {
            case "meter" -> Meter.read().toString();
            case "heap" -> Long.toString(heap());
            case "call" -> call(Long.parseLong(command[1]));
            case "insert" -> insert(Long.parseLong(command[1]));
            case "start" -> {
                inbox.start();
                yield "started";
            }
            case "await" -> {
                inbox.await(Long.parseLong(command[1]));
                yield "handled";
            }
            case "marks" -> inbox.marks();
            default -> throw new IOException("Not understood: " + command[0]);
        };
    }

    /** Inserts for a time: how many, and what it took. */
    private static String insert(long millis) throws InterruptedException {
        long start = System.nanoTime();
        long count = inserts.run(millis);
        return count + " " + (System.nanoTime() - start);
    }

    private static long heap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Calls for a time: how often, and what it took. */
    private static String call(long millis) throws Exception {
        Meter before = Meter.read();
        long start = System.nanoTime();
        long calls = 0;
        while (System.nanoTime() - start < millis * 1_000_000) {
            if (call.make() == null) {
                throw new IOException("No webhook came");
            }
            calls++;
        }
        return calls + " " + (System.nanoTime() - start) + " " + Meter.read().since(before);
    }
}
