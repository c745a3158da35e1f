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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Who can read files with secrets and events, and whether there is room for more of them. */
final class FilesCheck implements Check {

    private static final long LITTLE = 1L << 30;
    private static final String USER = System.getProperty("user.name");

    private final Supplier<Map<Path, String>> files;
    private final Path data;

    /**
     * @param files those that only their owner should read, each with what it is; those that are missing are left out
     * @param data  the folder that the product writes to
     */
    FilesCheck(Supplier<Map<Path, String>> files, Path data) {
        this.files = files;
        this.data = data;
    }

    @Override
    public String name() {
        return "files";
    }

    @Override
    public void run(Lines lines) throws IOException {
        List<Path> unknown = new ArrayList<>();
        boolean right = true;
        for (Map.Entry<Path, String> one : files.get().entrySet()) {
            Path file = one.getKey();
            if (!Files.exists(file)) {
                continue;
            }
            if (!Files.isReadable(file)) {
                lines.wrong(
                        file + " (" + one.getValue() + ") must not be read by " + USER + ". Run check as the product's user.");
                right = false;
            } else if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
                unknown.add(file);
            } else {
                right &= isPrivate(lines, file, one.getValue());
            }
        }
        if (!unknown.isEmpty()) {
            lines.note("Who can read them is not seen from here. Look at their properties, tab Security: "
                       + String.join(", ", unknown.stream().map(Path::toString).toList()));
        } else if (right) {
            lines.ok("Nobody else can read those with secrets and events.");
        }
        folder(lines.of("data folder"));
    }

    private static boolean isPrivate(Lines lines, Path file, String what) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        Set<PosixFilePermission> permissions = attributes.permissions();
        String owner = attributes.owner().getName();
        String group = attributes.group().getName();
        if (permissions.contains(PosixFilePermission.OTHERS_READ) || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            lines.wrong("Everybody on this machine can read " + file + " (" + what + "). Run: chmod "
                        + (owner.equals(USER) ? "600 " : "o-rwx ") + quoted(file));
            return false;
        }
        // a service reads a file of root's by its group; and many users have a group to themselves
        if (permissions.contains(PosixFilePermission.GROUP_READ) && !owner.equals("root") && !group.equals(owner)) {
            lines.note("The group " + group + " can read " + file + " (" + what + "). If it should not, run: chmod 600 "
                       + quoted(file));
            return false;
        }
        return true;
    }

    private static String quoted(Path file) {
        return file.toString().matches("[\\w./@:+-]+") ? file.toString() : "'" + file.toString().replace("'", "'\\''") + "'";
    }

    private void folder(Lines lines) throws IOException {
        if (!Files.isDirectory(data)) {
            lines.wrong(data + " is not there. Make it, for the user that runs the product.");
            return;
        }
        String owner = Files.getFileStore(data).supportsFileAttributeView("owner") ? Files.getOwner(data).getName() : USER;
        if (!Files.isWritable(data)) {
            lines.wrong(data + " cannot be written to by " + USER + ", and its owner is " + owner
                        + ". Run check as that user, or run chown.");
            return;
        }
        if (USER.equals("root") && !owner.equals("root")) {
            lines.note(
                    "Its owner is " + owner + ", and root may do everything. Run check as " + owner + " to see what it may.");
        }
        long free = Files.getFileStore(data).getUsableSpace();
        String room = data + " can be written to, and its disk has " + (free >> 20) + " MB left";
        if (free < LITTLE) {
            lines.note(room + ". That is little: a full disk stops the reception of events.");
        } else {
            lines.ok(room.replaceFirst("\\d+ MB", free / LITTLE + " GB") + ".");
        }
    }
}
