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

import java.util.function.Consumer;

/** This replica's part in the election of the one that does a task for all. */
public final class Lease {

    private final String name;
    private final Runnable changed;
    private final Consumer<Lease> leave;
    private volatile boolean held;
    private volatile boolean over;

    Lease(String name, Runnable changed, Consumer<Lease> leave) {
        this.name = name;
        this.changed = changed;
        this.leave = leave;
    }

    String name() {
        return name;
    }

    /**
     * Whether this replica has it. While the database cannot be reached, the answer stays the same.
     *
     * @return true for one replica at a time
     */
    public boolean isHeld() {
        return held && !over;
    }

    /**
     * Whether this part in it has ended.
     *
     * @return true after {@link #leave}, and when the inbox has stopped
     */
    public boolean isOver() {
        return over;
    }

    /** Leaves it to others. */
    public void leave() {
        over = true;
        leave.accept(this);
    }

    void end() {
        over = true;
    }

    void setHeld(boolean isHeld) {
        boolean before = held;
        held = isHeld;
        if (before != isHeld && !over) {
            changed.run();
        }
    }
}
