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

/** Sends, and waits until all of it is handled. */
final class EndToEnd implements Workload, AutoCloseable {

    private final Load load;
    private final Child child;
    private final int subscriptions;
    private long sent;

    /**
     * @param load          sends
     * @param child         an {@link InboxReceiver}, of which nobody else asks for what was handled
     * @param subscriptions how many handle each event
     */
    EndToEnd(Load load, Child child, int subscriptions) {
        this.load = load;
        this.child = child;
        this.subscriptions = subscriptions;
    }

    @Override
    public Load.Result run(long millis) throws IOException {
        long start = System.nanoTime();
        long events = load.run(millis).events();
        sent += events;
        child.ask("await " + sent * subscriptions);
        return new Load.Result(events, (System.nanoTime() - start) / 1e9);
    }

    @Override
    public void close() throws IOException {
        load.close();
    }
}
