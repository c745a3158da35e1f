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
package io.github.egnytemsp.camel.live;

import java.io.PrintStream;

/** What is printed: names, types and comparisons, never a value. Thread-safe. */
final class LiveReport {

    private final PrintStream out;
    private int differences;

    LiveReport(PrintStream out) {
        this.out = out;
    }

    /** Something that was seen. */
    synchronized void note(String what) {
        out.println(what);
    }

    /** Something that is not as this library expects. */
    synchronized void differs(String what) {
        differences++;
        out.println("DIFFERS " + what);
    }

    /** One or the other. */
    void expect(boolean right, String what) {
        if (right) {
            note(what);
        } else {
            differs(what);
        }
    }

    synchronized int differences() {
        return differences;
    }
}
