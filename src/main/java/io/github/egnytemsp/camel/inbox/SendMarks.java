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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Remembers on the disk which files were about to be sent. So a process that was killed before it could put such a file
 * away does not send it again: what is in the file must not be done twice. For routes, as a bean: the shipped
 * {@code trials.yaml} shows how.
 */
public final class SendMarks {

    private final DurableFiles files = new DurableFiles();

    /** For Camel. */
    public SendMarks() {
    }

    /**
     * Marks a file before it is sent. Forced to the disk when this returns.
     *
     * @param  directory   where the marks are; made if it is not there
     * @param  name        the file's name
     * @param  modified    when the file was changed, in epoch milliseconds: another file of that name may be sent
     * @return             false if this very file was marked before, and so may have been sent
     * @throws IOException if the mark is not on the disk
     */
    public boolean mark(String directory, String name, long modified) throws IOException {
        byte[] mark = Long.toString(modified).getBytes(StandardCharsets.US_ASCII);
        try {
            if (Arrays.equals(Files.readAllBytes(Path.of(directory).resolve(name)), mark)) {
                return false;
            }
        } catch (NoSuchFileException e) {
            // the usual case
        }
        files.write(directory, name, mark);
        return true;
    }

    /**
     * Takes a mark away: the file was not sent after all.
     *
     * @param  directory   where the marks are
     * @param  name        the file's name
     * @throws IOException if it is still there
     */
    public void unmark(String directory, String name) throws IOException {
        Files.deleteIfExists(Path.of(directory).resolve(name));
    }
}
