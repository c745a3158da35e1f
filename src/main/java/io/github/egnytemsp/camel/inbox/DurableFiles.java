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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes small files that are whole or not there, and that survive a loss of power once the call has returned.
 * <p>
 * Camel's file component leaves the last step out: its option {@code forceWrites} is read by nothing (Camel 4.18.0). An
 * event that was answered 200 is never sent again, so it has to be on the disk before.
 * <p>
 * No two files have the same modification time, in milliseconds: who sorts by it finds files in the order in which they
 * were written.
 * <p>
 * Where the file system knows permissions, only the owner may read and write the files: events hold personal data.
 */
public final class DurableFiles {

    /** Of all instances: several may write into one folder. */
    private static final AtomicLong LAST_TIME = new AtomicLong();

    /** For Camel. */
    public DurableFiles() {
    }

    /**
     * Writes a file under a hidden temporary name, forces it to the disk and gives it its name. A file of that name is
     * replaced.
     *
     * @param  directory                where; made if it is not there
     * @param  name                     the file's name
     * @param  content                  what is in it
     * @throws IllegalArgumentException if the name leads out of the directory
     * @throws IOException              if it is not on the disk; no part of it has the name then
     */
    public void write(String directory, String name, byte[] content) throws IOException {
        long time = LAST_TIME.accumulateAndGet(System.currentTimeMillis(), (last, now) -> Math.max(now, last + 1));
        write(directory, name, content, FileTime.fromMillis(time));
    }

    /** Writes it as of another time. */
    void write(String directory, String name, byte[] content, FileTime time) throws IOException {
        Path folder = Path.of(directory);
        Path file = folder.resolve(name);
        if (!folder.equals(file.getParent())) {
            throw new IllegalArgumentException("Not the name of a file: " + name);
        }
        Files.createDirectories(folder);
        // a name of its own: the same file may be written twice at a time
        Path temporary = Files.createTempFile(folder, ".", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                Files.setLastModifiedTime(temporary, time);
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        forceNames(folder);
    }

    /** Puts the directory's list of names on the disk; a file without its name is lost as well. */
    private static void forceNames(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            // elsewhere (Windows) a directory cannot be opened, and names are journalled
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
