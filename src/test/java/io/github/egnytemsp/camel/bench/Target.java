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

import java.io.IOException;
import java.util.List;

/** A receiver in its process, and the load for it. */
final class Target implements AutoCloseable {

    private final String name;
    private final Child child;
    private final Workload load;
    private final boolean childIsOurs;
    private final Samples samples = new Samples();

    /**
     * @param name        what it is called in the table
     * @param child       the process
     * @param load        what it has to do
     * @param childIsOurs whether the process ends with this, or serves others too
     */
    Target(String name, Child child, Workload load, boolean childIsOurs) {
        this.name = name;
        this.child = child;
        this.load = load;
        this.childIsOurs = childIsOurs;
    }

    /** Measures all in turn, round after round, so that noise of the machine comes to all of them. */
    static void measure(List<Target> targets, long millis, int rounds, boolean counts) throws IOException {
        for (int round = 1; round <= rounds; round++) {
            for (Target target : targets) {
                Report.progress((counts ? "round " + round + "/" + rounds : "warm-up") + ", " + target.name);
                Meter before = target.child.meter();
                Load.Result result = target.load.run(millis);
                Meter used = target.child.meter().since(before);
                if (counts) {
                    target.samples.add(used, result.events(), result.seconds());
                }
            }
        }
    }

    String name() {
        return name;
    }

    Samples samples() {
        return samples;
    }

    @Override
    public void close() throws IOException {
        if (load instanceof Load connections) {
            connections.close();
        }
        if (childIsOurs) {
            child.close();
        }
    }
}
