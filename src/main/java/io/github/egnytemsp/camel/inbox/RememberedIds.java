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
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The last 100,000 ids, in memory (some 15 MB) and in a file, one a line, so that they outlive the process and its
 * crash; then the oldest are dropped first. One process only works on a file. Thread-safe.
 * <p>
 * What is added is handed to the operating system and not forced to the disk: after a loss of power the last ids may be
 * missing. Such an event, should it be sent again, is handled again; none is lost.
 * <p>
 * Camel's file repository is not up to it (4.18.0): it reads its whole file for each id that it does not know, and
 * loses all ids if it is killed while it drops the oldest.
 */
public final class RememberedIds extends ServiceSupport implements IdempotentRepository {

    private static final int REMEMBERED = 100_000;

    private final int limit;
    private final DurableFiles files = new DurableFiles();
    private final Set<String> ids = new LinkedHashSet<>();
    private Path file;
    /** Where the last whole line of the file ends; what is behind it was not finished, and is written over. */
    private long end;
    private int lines;

    /** For Camel. */
    public RememberedIds() {
        this(REMEMBERED);
    }

    /** @param limit how many ids there are at most, above 0 */
    RememberedIds(int limit) {
        this.limit = limit;
    }

    /**
     * The file.
     *
     * @param file its path; made with its folders, at the start, if it is not there
     */
    public void setFile(String file) {
        // its folder is needed, and a name alone has none
        this.file = Path.of(file).toAbsolutePath();
    }

    @Override
    protected synchronized void doStart() throws IOException {
        ids.clear();
        if (Files.exists(file)) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            // a crash may have cut the last line off
            text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(this::keep);
        }
        rewrite();
    }

    /**
     * Remembers an id.
     *
     * @param  id                   without a line break
     * @return                      false if it was known
     * @throws UncheckedIOException if the file cannot be written; what is not in it then is not remembered
     */
    @Override
    public synchronized boolean add(String id) {
        if (ids.contains(id)) {
            return false;
        }
        write(() -> {
            append(id);
            keep(id);
            if (lines > 2 * limit) {
                rewrite();
            }
        });
        return true;
    }

    @Override
    public synchronized boolean contains(String id) {
        return ids.contains(id);
    }

    /** @throws UncheckedIOException if the file cannot be written; it may be known again after a restart then */
    @Override
    public synchronized boolean remove(String id) {
        boolean known = ids.remove(id);
        if (known) {
            write(this::rewrite);
        }
        return known;
    }

    @Override
    public synchronized boolean confirm(String id) {
        return ids.contains(id);
    }

    /** @throws UncheckedIOException if the file cannot be written; they may be known again after a restart then */
    @Override
    public synchronized void clear() {
        ids.clear();
        write(this::rewrite);
    }

    private void keep(String id) {
        if (ids.add(id) && ids.size() > limit) {
            Iterator<String> oldest = ids.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private void append(String id) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((id + '\n').getBytes(StandardCharsets.UTF_8));
        long position = end;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            while (line.hasRemaining()) {
                position += channel.write(line, position);
            }
        }
        end = position;
        lines++;
    }

    /** Takes what was dropped out of the file, in one step: a crash leaves the old file or the new one. */
    private void rewrite() throws IOException {
        byte[] text = (ids.isEmpty() ? "" : String.join("\n", ids) + '\n').getBytes(StandardCharsets.UTF_8);
        files.write(file.getParent().toString(), file.getFileName().toString(), text);
        end = text.length;
        lines = ids.size();
    }

    private static void write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }
}
