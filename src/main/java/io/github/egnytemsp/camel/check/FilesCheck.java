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
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Who can read files with secrets and events, and whether there is room for more of them. */
final class FilesCheck implements Check {

    private static final long LITTLE = 1L << 30;

    private final Supplier<Map<Path, String>> files;
    private final Path data;

    /**
     * @param files   those that only their owner should read, each with what it is; those that are missing are left out
     * @param data    the folder that the product writes to
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
        boolean posix = data.getFileSystem().supportedFileAttributeViews().contains("posix");
        Map<Path, String> secrets = files.get();
        boolean right = true;
        for (Map.Entry<Path, String> secret : secrets.entrySet()) {
            Path file = secret.getKey();
            if (Files.exists(file)) {
                right &= posix ? isPrivate(lines, file, secret.getValue()) : isReadable(lines, file, secret.getValue());
            }
        }
        if (!posix) {
            lines.note("This system has no permissions of POSIX. See in the properties of the files who can read them: "
                       + String.join(", ", secrets.keySet().stream().filter(Files::exists).map(Path::toString).toList()));
        } else if (right) {
            lines.ok("Nobody but their owner can read those with secrets and events.");
        }
        folder(lines.of("data folder"));
    }

    private static boolean isReadable(Lines lines, Path file, String what) {
        if (!Files.isReadable(file)) {
            lines.wrong(file + " (" + what + ") cannot be read by this user. Run check as the user that runs the product.");
            return false;
        }
        return true;
    }

    private static boolean isPrivate(Lines lines, Path file, String what) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.contains(PosixFilePermission.OTHERS_READ) || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            lines.wrong("Everybody on this machine can read " + file + " (" + what + "). Run: chmod o-rwx " + quoted(file));
            return false;
        }
        if (permissions.contains(PosixFilePermission.GROUP_WRITE) || permissions.contains(PosixFilePermission.GROUP_READ)) {
            return isForTheGroup(lines, file, what) && isReadable(lines, file, what);
        }
        return isReadable(lines, file, what);
    }

    /** A service reads a file of root's by its group. */
    private static boolean isForTheGroup(Lines lines, Path file, String what) throws IOException {
        if (Files.getOwner(file).getName().equals("root") && !"root".equals(System.getProperty("user.name"))
                && !Files.isWritable(file)) {
            return true;
        }
        lines.wrong("The group of " + file + " (" + what + ") can read it. Run: chmod 600 " + quoted(file));
        return false;
    }

    private static String quoted(Path file) {
        return file.toString().matches("[\\w./@:+-]+") ? file.toString() : "'" + file.toString().replace("'", "'\\''") + "'";
    }

    private void folder(Lines lines) throws IOException {
        if (!Files.isDirectory(data)) {
            lines.wrong(data + " is not there. Make it, for the user that runs the product.");
            return;
        }
        if (!Files.isWritable(data)) {
            lines.wrong(data + " cannot be written to by " + System.getProperty("user.name") + ", and its owner is "
                        + Files.getOwner(data).getName() + ". Run check as that user, or run chown.");
            return;
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
