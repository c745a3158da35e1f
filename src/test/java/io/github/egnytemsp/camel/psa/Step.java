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
package io.github.egnytemsp.camel.psa;

/** What a call of a ticket system is for. */
public enum Step {

    /** Asks for an access token. */
    LOGIN,
    /** Looks for tickets. */
    FIND,
    /** Reads the notes of a ticket. */
    NOTES,
    /** Opens a ticket. */
    OPEN,
    /** Writes a note. */
    NOTE,
    /** Changes a ticket. */
    CHANGE,
    /** Asks what the system says about itself. */
    ABOUT,
    /** Reads the additions of an agreement. */
    ADDITIONS,
    /** Changes an addition of an agreement. */
    ADDITION
}
