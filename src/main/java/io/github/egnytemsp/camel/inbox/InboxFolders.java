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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.egnytemsp.camel.observability.Meters;
import io.github.egnytemsp.camel.observability.StatusSource;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.ExtendedStartupListener;

/**
 * Counts what waits in an inbox and in the folders of its sinks, and the dead letters: what was given up, and what was
 * no event. For the dev console {@code egnyte-msp}, which finds it as a bean, and as Micrometer's gauges.
 */
public final class InboxFolders implements StatusSource, CamelContextAware {

    private static final String EVENTS = ".json";

    private CamelContext camelContext;
    private Path inbox = Path.of("inbox");

    /** For Camel. */
    public InboxFolders() {
    }

    /**
     * The folder of the inbox.
     *
     * @param directory its path; need not be there yet
     */
    public void setDirectory(String directory) {
        inbox = Path.of(directory);
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
        try {
            // when the routes of the sinks have made their folders
            camelContext.addStartupListener(new ExtendedStartupListener() {
                @Override
                public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
                    if (alreadyStarted) {
                        addGauges();
                    }
                }

                @Override
                public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
                    addGauges();
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void addGauges() {
        gauges("none", () -> count(inbox, EVENTS), inbox.resolve(".malformed"), ".body");
        for (Path sink : sinks()) {
            gauges(sink.getFileName().toString(), () -> waiting(sink), sink.resolve(".failed"), EVENTS);
        }
    }

    private void gauges(String sink, Supplier<Number> waiting, Path dead, String deadSuffix) {
        Meters.gauge(camelContext, "egnyte.msp.inbox.waiting", "Events that wait in the inbox or for a sink",
                waiting, "inbox", inbox.toString(), "sink", sink);
        Meters.gauge(camelContext, "egnyte.msp.inbox.dead.letters", "What a sink has given up, or what was no event",
                () -> count(dead, deadSuffix), "inbox", inbox.toString(), "sink", sink);
    }

    @Override
    public Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("inbox", inbox.toString());
        status.put("waiting", count(inbox, EVENTS));
        status.put("malformed", count(inbox.resolve(".malformed"), ".body"));
        Map<String, Object> sinks = new LinkedHashMap<>();
        for (Path sink : sinks()) {
            Map<String, Object> counts = new LinkedHashMap<>();
            counts.put("waiting", waiting(sink));
            counts.put("failed", count(sink.resolve(".failed"), EVENTS));
            sinks.put(sink.getFileName().toString(), counts);
        }
        status.put("sinks", sinks);
        return status;
    }

    /** Those that have stepped aside too. */
    private static long waiting(Path sink) {
        return count(sink, EVENTS) + count(sink.resolve(".retry"), EVENTS);
    }

    private List<Path> sinks() {
        return list(inbox.resolve("sinks"), files -> files.filter(Files::isDirectory).sorted().toList(), List.of());
    }

    private static long count(Path folder, String suffix) {
        return list(folder, files -> files.filter(file -> file.getFileName().toString().endsWith(suffix)).count(), 0L);
    }

    private static <T> T list(Path folder, Function<Stream<Path>, T> reader, T none) {
        if (!Files.isDirectory(folder)) {
            return none;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return reader.apply(files);
        } catch (IOException e) {
            // it went in between, or may not be read
            return none;
        }
    }
}
