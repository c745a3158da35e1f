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

/**
 * What goes wrong with a call.
 *
 * @param done       whether the system first does what it was asked for
 * @param status     the status of the answer; 0: no answer, and the connection is gone
 * @param retryAfter the header {@code Retry-After}, or null
 * @param text       the body of the answer; null for the right answer's
 * @param manner     how the answer comes
 */
public record Fault(boolean done, int status, String retryAfter, String text, Manner manner) {

    /** How an answer comes. */
    public enum Manner {
        /** At once. */
        WHOLE,
        /** A byte a second, with the right length in its head. */
        BYTE_BY_BYTE,
        /** It never ends. */
        ENDLESS,
        /** It does not come before the server is closed. */
        NEVER
    }

    /**
     * Nothing is done.
     *
     * @param  status the answer; 0 is none
     * @return        a fault
     */
    public static Fault status(int status) {
        return answer(status, "");
    }

    /**
     * Nothing is done, and the answer has a text.
     *
     * @param  status the answer
     * @param  text   its body
     * @return        a fault
     */
    public static Fault answer(int status, String text) {
        return new Fault(false, status, null, text, Manner.WHOLE);
    }

    /**
     * The work is done, but the caller does not get to know.
     *
     * @param  status the answer instead of the right one; 0 is none
     * @return        a fault
     */
    public static Fault lost(int status) {
        return new Fault(true, status, null, "", Manner.WHOLE);
    }

    /**
     * The caller waits for the answer until the server is closed: to end the caller in the meantime.
     *
     * @param  done whether the work is done before
     * @return      a fault
     */
    public static Fault silence(boolean done) {
        return new Fault(done, 0, null, "", Manner.NEVER);
    }

    /**
     * 429.
     *
     * @param  retryAfter seconds, or an HTTP date
     * @return            a fault
     */
    public static Fault tooMany(String retryAfter) {
        return new Fault(false, 429, retryAfter, "Too many requests", Manner.WHOLE);
    }

    /**
     * The right answer, a byte a second.
     *
     * @return a fault
     */
    public static Fault byteByByte() {
        return new Fault(true, 200, null, null, Manner.BYTE_BY_BYTE);
    }

    /**
     * An answer that never ends.
     *
     * @return a fault
     */
    public static Fault endless() {
        return new Fault(false, 200, null, "", Manner.ENDLESS);
    }
}
