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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Who can read files with secrets and events, who can change what the product does, and whether there is room for more
 * events.
 */
final class FilesCheck implements Check {

    private static final long LITTLE = 1L << 30;
    private static final String ROOT = "root";
    /** What Java calls a user without a name: in a container, where there are no others. */
    private static final String NAMELESS = "?";

    private final Supplier<Map<Path, String>> secrets;
    private final Parts parts;
    private final Path data;
    private final String user;

    /** Looks for files. */
    interface Parts {

        /** Folders and files that decide what the product does. */
        Collection<Path> find() throws IOException;
    }

    /**
     * @param secrets those that only their owner should read, each with what it is; those that are missing are left out
     * @param parts   those that only their owner should change
     * @param data    the folder that the product writes to
     * @param user    who runs this
     */
    FilesCheck(Supplier<Map<Path, String>> secrets, Parts parts, Path data, String user) {
        this.secrets = secrets;
        this.parts = parts;
        this.data = data;
        this.user = user;
    }

    @Override
    public String name() {
        return "files";
    }

    @Override
    public void run(Lines lines) throws IOException {
        List<Path> unknown = new ArrayList<>();
        Map<Path, String> secret = secrets.get();
        boolean right = true;
        for (Map.Entry<Path, String> one : secret.entrySet()) {
            Path file = one.getKey();
            if (!Files.exists(file)) {
                continue;
            }
            if (!Files.isReadable(file)) {
                lines.wrong(
                        file + " (" + one.getValue() + ") cannot be read by " + user + ". Run check as the product's user.");
                right = false;
            } else if (!hasPermissions(file)) {
                unknown.add(file);
            } else {
                right &= isPrivate(lines, file, one.getValue());
            }
        }
        for (Path part : parts.find()) {
            // what everybody can change of those was said above
            if (hasPermissions(part) && !Files.getFileStore(part).isReadOnly()) {
                right &= (secret.containsKey(part) || isUnchangeable(lines, part, "go-w"))
                         & isOfNobodyElse(lines, part, ROOT);
            }
        }
        if (!unknown.isEmpty()) {
            lines.note("Their permissions cannot be read from here. Check their properties, tab Security: "
                       + String.join(", ", unknown.stream().map(Path::toString).toList()));
        } else if (right) {
            lines.ok("Nobody else can read those with secrets and events, or change what the product does.");
        }
        folder(lines.of("data folder"));
    }

    private static boolean hasPermissions(Path file) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("posix");
    }

    private boolean isPrivate(Lines lines, Path file, String what) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        Set<PosixFilePermission> permissions = attributes.permissions();
        String owner = attributes.owner().getName();
        String group = attributes.group().getName();
        boolean write = permissions.contains(PosixFilePermission.OTHERS_WRITE);
        if (write || permissions.contains(PosixFilePermission.OTHERS_READ)) {
            lines.wrong("Everybody on this machine can read " + (write ? "and change " : "") + file + " (" + what
                        + "). Run: chmod " + (owner.equals(user) ? "600 " : "o-rwx ") + quoted(file));
            return false;
        }
        // a service reads a file of root's by its group; and many users have a group to themselves
        if (permissions.contains(PosixFilePermission.GROUP_READ) && !owner.equals(ROOT) && !group.equals(owner)) {
            lines.note("The group " + group + " can read " + file + " (" + what + "). If it should not, run: chmod 600 "
                       + quoted(file));
            return false;
        }
        return true;
    }

    private boolean isUnchangeable(Lines lines, Path part, String mode) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(part, PosixFileAttributes.class);
        String group = attributes.group().getName();
        String remedy = "chmod " + mode + " " + quoted(part);
        if (attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            String words = part + ", and so what the product does. ";
            if (user.equals(NAMELESS)) {
                lines.note("Every user can change " + words + "If this is no container, run: " + remedy);
            } else {
                lines.wrong("Everybody on this machine can change " + words + "Run: " + remedy);
            }
            return false;
        }
        if (attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                && !List.of(ROOT, attributes.owner().getName(), user).contains(group)) {
            lines.note("The group " + group + " can change " + part + ", and so what the product does. If it should not, run: "
                       + remedy);
            return false;
        }
        return true;
    }

    /** Not for root, who may look at an installation of every user. */
    private boolean isOfNobodyElse(Lines lines, Path part, String better) throws IOException {
        String owner = Files.getOwner(part).getName();
        if (List.of(ROOT, NAMELESS).contains(user) || List.of(ROOT, user).contains(owner)) {
            return true;
        }
        lines.wrong(part + " belongs to " + owner + ", who can change what the product does. Run: chown " + better + " "
                    + quoted(part));
        return false;
    }

    private static String quoted(Path file) {
        return file.toString().matches("[\\w./@:+-]+") ? file.toString() : "'" + file.toString().replace("'", "'\\''") + "'";
    }

    private void folder(Lines lines) throws IOException {
        if (!Files.isDirectory(data)) {
            lines.wrong(data + " does not exist. Create it for the user that runs the product.");
            return;
        }
        if (hasPermissions(data)) {
            isUnchangeable(lines, data, "700");
            isOfNobodyElse(lines, data, user);
        }
        String owner = Files.getFileStore(data).supportsFileAttributeView("owner") ? Files.getOwner(data).getName() : user;
        if (!Files.isWritable(data)) {
            lines.wrong(data + " cannot be written to by " + user + ", and its owner is " + owner
                        + ". Run check as that user, or run chown.");
            return;
        }
        if (user.equals(ROOT) && !owner.equals(ROOT)) {
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
