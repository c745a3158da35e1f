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

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;

import org.apache.camel.impl.DefaultCamelContext;

/**
 * What this library costs, beside what one would have without it. Everything is compared within one run, round by
 * round: on a machine that does other things too, figures of two runs are not to be compared.
 * <p>
 * CPU time of the measured process is what to look at; what is measured has the same processors as what measures it.
 * <p>
 * {@code -Dbench.only=receiving,calling,micro,scale,start,inbox,search,operator,soak,million} selects: without it, all
 * but the last two. {@code -Dbench.rounds} makes it longer.
 */
public final class Bench {

    private static final int MINUTES_PER_ROUND = 2;
    private static final int LEAST_MINUTES = 15;

    private Bench() {
    }

    /**
     * Runs it.
     *
     * @param  arguments ignored
     * @throws Exception if something cannot be measured
     */
    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        int rounds = Math.max(1, Integer.getInteger("bench.rounds", 7));
        endAfter(LEAST_MINUTES + MINUTES_PER_ROUND * rounds);

        Map<String, Section> sections = new LinkedHashMap<>();
        sections.put("receiving", new Receiving());
        sections.put("calling", new Calling());
        sections.put("micro", new Micro());
        sections.put("scale", new Scale());
        sections.put("start", new Start());
        sections.put("inbox", new Inboxes());
        sections.put("search", new InboxSearch());
        sections.put("operator", new OperatorPages());
        // they take long: only if they are asked for
        Map<String, Section> longOnes = new LinkedHashMap<>();
        longOnes.put("soak", new Soak());
        longOnes.put("million", (ignored, report) -> Inboxes.waiting("inbox-million", 1_000_000, report));
        String only = System.getProperty("bench.only", "");
        if (!only.isBlank()) {
            sections.putAll(longOnes);
            List<String> wanted = List.of(only.trim().split("\\s*,\\s*"));
            if (!sections.keySet().containsAll(wanted)) {
                throw new IllegalArgumentException("bench.only=" + only + ": there are " + sections.keySet());
            }
            sections.keySet().retainAll(wanted);
        }

        Report report = new Report(Path.of("target", "bench.md"), new DefaultCamelContext().getVersion());
        long start = System.nanoTime();
        for (Map.Entry<String, Section> section : sections.entrySet()) {
            Report.progress(section.getKey());
            section.getValue().run(rounds, report);
        }
        Report.progress("done in " + (System.nanoTime() - start) / 1_000_000_000 + " s: target/bench.md");
        System.exit(0);
    }

    /** Whatever hangs: the exit ends the other processes too. */
    private static void endAfter(int minutes) {
        new Timer("bench-limit", true).schedule(new TimerTask() {
            @Override
            public void run() {
                Report.progress("given up after " + minutes + " minutes");
                System.exit(1);
            }
        }, minutes * 60_000L);
    }
}
