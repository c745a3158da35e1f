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

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What one variant cost, round by round. */
final class Samples {

    private final List<Sample> samples = new ArrayList<>();

    /**
     * One round.
     *
     * @param cpuMicros CPU time of the process that is measured, in microseconds for each event or call
     * @param bytes     allocated for each
     * @param perSecond how many a second
     */
    record Sample(double cpuMicros, double bytes, double perSecond) {
    }

    void add(Meter used, long count, double seconds) {
        samples.add(new Sample(used.cpuNanos() / 1000.0 / count, (double) used.bytes() / count, count / seconds));
    }

    double median(ToDoubleFunction<Sample> figure) {
        return median(samples.stream().mapToDouble(figure).toArray());
    }

    /** The median of the rounds' ratios: in one round, both had about the same noise. */
    double relativeTo(Samples other, ToDoubleFunction<Sample> figure) {
        return median(IntStream.range(0, Math.min(samples.size(), other.samples.size()))
                .mapToDouble(i -> figure.applyAsDouble(samples.get(i)) / figure.applyAsDouble(other.samples.get(i))).toArray());
    }

    /** The lowest and the highest CPU time. */
    String spread() {
        return "%.0f-%.0f".formatted(
                samples.stream().mapToDouble(Sample::cpuMicros).min().orElse(0),
                samples.stream().mapToDouble(Sample::cpuMicros).max().orElse(0));
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
