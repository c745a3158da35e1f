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
package io.github.egnytemsp.camel.files;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of text that people save with a spreadsheet or an editor. */
public final class Utf8 {

    /** Spreadsheets begin a file with it. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Utf8() {
    }

    /**
     * Reads a file.
     *
     * @param  file        the file
     * @return             its text, without a byte order mark
     * @throws IOException if the file is not there, cannot be read, or is not UTF-8
     */
    public static String read(Path file) throws IOException {
        try {
            String text = Files.readString(file);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IOException(file + " must be UTF-8: save it as CSV UTF-8", e);
        }
    }
}
