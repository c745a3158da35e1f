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

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.egnytemsp.camel.bench.Samples.Sample;

/** What one call of the API costs, beside the network and Egnyte's own time. */
final class Calling implements Section {

    private static final long WARM_UP_MILLIS = 8000;
    private static final long ROUND_MILLIS = 1500;

    @Override
    public void run(int rounds, Report report) throws Exception {
        Map<Caller, String> names = new LinkedHashMap<>();
        names.put(Caller.HTTP_CLIENT, "Apache HttpClient, no Camel: call, JSON");
        names.put(Caller.CAMEL_HTTP, "`camel-http`: call, JSON");
        names.put(Caller.WEBHOOKS, "`egnyte-msp:webhooks?operation=get`");
        Map<Caller, Child> children = new LinkedHashMap<>();
        Map<Caller, Samples> samples = new LinkedHashMap<>();
        try (WebhookServer server = new WebhookServer()) {
            for (Caller caller : names.keySet()) {
                children.put(caller, Child.caller(caller, server.port()));
                samples.put(caller, new Samples());
            }
            for (int round = 0; round <= rounds; round++) {
                for (Caller caller : names.keySet()) {
                    Report.progress((round > 0 ? "round " + round + "/" + rounds : "warm-up") + ", " + names.get(caller));
                    String[] answer = children.get(caller)
                            .ask("call " + (round > 0 ? ROUND_MILLIS : WARM_UP_MILLIS)).split(" ", 3);
                    if (round > 0) {
                        samples.get(caller).add(
                                Meter.of(answer[2]), Long.parseLong(answer[0]), Long.parseLong(answer[1]) / 1e9);
                    }
                }
            }
        } finally {
            children.values().forEach(Child::close);
        }

        Samples plain = samples.get(Caller.CAMEL_HTTP);
        Table table = new Table("one call", "CPU µs", "lowest-highest", "CPU / camel-http", "bytes allocated", "calls/s");
        samples.forEach((caller, s) -> table.row(names.get(caller), "%.1f".formatted(s.median(Sample::cpuMicros)), s.spread(),
                "%.2f".formatted(s.relativeTo(plain, Sample::cpuMicros)), "%.0f".formatted(s.median(Sample::bytes)),
                "%.0f".formatted(s.median(Sample::perSecond))));
        report.section("Calling",
                "One webhook read from a server on the same machine, one call after the other, with pacing off,"
                                  + " " + rounds + " rounds. CPU time and allocation are those of the calling process.",
                table);
        report.goal("CPU of egnyte-msp:webhooks / camel-http",
                samples.get(Caller.WEBHOOKS).relativeTo(plain, Sample::cpuMicros), 1.15);
    }
}
