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
package io.github.egnytemsp.camel.check;

/** Where a check says what it found, a line each. */
abstract class Lines {

    /**
     * Says something.
     *
     * @param state how it is
     * @param what  which thing
     * @param words one or more sentences
     */
    abstract void add(State state, String what, String words);

    /** The name of the check, for lines about nothing else. */
    abstract String name();

    final void ok(String words) {
        add(State.OK, name(), words);
    }

    final void wrong(String words) {
        add(State.WRONG, name(), words);
    }

    final void note(String words) {
        add(State.NOTE, name(), words);
    }

    final void off(String words) {
        add(State.OFF, name(), words);
    }

    /** Lines about another thing, which a check has found out beside its own. */
    final Lines of(String other) {
        Lines outer = this;
        return new Lines() {
            @Override
            void add(State state, String what, String words) {
                outer.add(state, what, words);
            }

            @Override
            String name() {
                return other;
            }
        };
    }
}
