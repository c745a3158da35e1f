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

/** How a thing is that was looked at. */
enum State {

    /** It is right. */
    OK("ok"),
    /** It does not work so: the words say what to do. */
    WRONG("WRONG"),
    /** It cannot be known from here, or may be wanted. */
    NOTE("note"),
    /** It is not used. */
    OFF("off");

    private final String word;

    State(String word) {
        this.word = word;
    }

    /** What stands at the beginning of a line. */
    String word() {
        return word;
    }
}
