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
package io.github.egnytemsp.camel.model;

/** Text from outside in a line of the log: one line, of a bounded length, with nothing in it that a terminal obeys. */
public final class LogText {

    private static final int LONGEST = 200;

    private LogText() {
    }

    /**
     * Makes a text fit for a line of the log.
     *
     * @param  text any text, or null
     * @return      the text with control characters, line separators and characters of writing direction as
     *              {@code \\uXXXX}, cut after 200 characters; null for null
     */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    /**
     * The same for a text that may be longer, such as a list.
     *
     * @param  text    any text, or null
     * @param  longest how many characters are shown, about
     * @return         the text, cut after so many characters; null for null
     */
    public static String of(String text, int longest) {
        if (text == null || text.length() <= longest && text.codePoints().noneMatch(LogText::isUnseen)) {
            return text;
        }
        StringBuilder line = new StringBuilder();
        int at = 0;
        while (at < text.length() && line.length() < longest) {
            int c = text.codePointAt(at);
            if (isUnseen(c)) {
                line.append(String.format("\\u%04x", c));
            } else {
                line.appendCodePoint(c);
            }
            at += Character.charCount(c);
        }
        return at < text.length()
                ? line.append("... (").append(text.length()).append(" characters)").toString() : line.toString();
    }

    /**
     * A number with its words: "1 event waits", "2 events wait".
     *
     * @param  number how many
     * @param  one    the words if it is 1
     * @param  others the words for every other number
     * @return        both, with a space between them
     */
    public static String count(long number, String one, String others) {
        return number + " " + (number == 1 ? one : others);
    }

    private static boolean isUnseen(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR || type == Character.SURROGATE;
    }
}
