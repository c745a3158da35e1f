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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files and folders that nobody but their owner can read or change: by their permissions where there are some, as on
 * Linux and macOS, and by an access control list on Windows. On a file system without either, which the log says once,
 * they are like all others.
 */
public final class PrivateFiles {

    private static final System.Logger LOG = System.getLogger(PrivateFiles.class.getName());
    private static final String FILE = "rw-------";
    private static final String FOLDER = "rwx------";
    private static final String ROOT = "root";
    private static final Set<PosixFilePermission> OTHERS
            = Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);
    /** What is made in a folder gets its access control list. */
    private static final Set<AclEntryFlag> INHERITED = Set.of(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT);
    /** Those without owners that were logged. */
    private static final Set<FileStore> OPEN_STORES = ConcurrentHashMap.newKeySet();

    private PrivateFiles() {
    }

    /**
     * Makes a folder, and those above it that are missing. One that is there is left as it is.
     *
     * @param  folder      the folder
     * @throws IOException if it cannot be made, or is a file
     */
    public static void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent == null) {
            throw new NoSuchFileException(folder.toString());
        }
        createFolder(parent);
        try {
            Files.createDirectory(folder, permissions(parent, FOLDER));
            restrict(folder, INHERITED);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
            // another process was faster
        }
    }

    /**
     * Makes an empty file.
     *
     * @param  file                       the file, in a folder that is there
     * @throws FileAlreadyExistsException if it is there
     * @throws IOException                if it cannot be made
     */
    public static void createFile(Path file) throws IOException {
        Files.createFile(file, permissions(file.toAbsolutePath().getParent(), FILE));
        restrict(file, Set.of());
    }

    /**
     * Writes a file anew: first another one beside it, forced to the disk, then a move. Whoever reads, and whoever
     * comes after a loss of power, sees the old file or the new one.
     *
     * @param  file        the file, in a folder that is there
     * @param  content     all that shall be in it
     * @throws IOException if it cannot be written; one that was there is as it was
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path next = Files.createTempFile(folder, "." + file.getFileName(), ".tmp", permissions(folder, FILE));
        try {
            restrict(next, Set.of());
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceMove(folder);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /**
     * Makes sure that a file which may be there is this user's, and that not everybody can read or change it: in a
     * folder that others can write to, somebody else may have put it there. Links are followed. Files of root are
     * trusted, and root may use those of everybody. Where files have no permissions of POSIX, nothing is looked at.
     *
     * @param  file                  the file, there or not
     * @throws AccessDeniedException if it belongs to another user
     * @throws NoSuchFileException   if it is a symbolic link to a file that is not there
     * @throws IOException           if it cannot be looked at
     */
    public static void claim(Path file) throws IOException {
        claim(file, System.getProperty("user.name"));
    }

    /** For a user who is said to run this. */
    static void claim(Path file, String user) throws IOException {
        if (!Files.exists(file)) {
            if (Files.isSymbolicLink(file)) {
                throw new NoSuchFileException(file.toString(), null, "It is a symbolic link to a file that is not there");
            }
            return;
        }
        PosixFileAttributes attributes;
        try {
            if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
                return;
            }
            attributes = Files.readAttributes(file, PosixFileAttributes.class);
        } catch (NoSuchFileException e) {
            // another process has just removed it
            return;
        }
        String owner = attributes.owner().getName();
        if (!user.equals(ROOT) && !owner.equals(user) && !owner.equals(ROOT) && !isMadeByUs(file, attributes.owner())) {
            throw new AccessDeniedException(
                    file.toString(), null,
                    "It belongs to another user, " + owner + ". Give it to the user of this process, or use another file");
        }
        if (attributes.permissions().stream().anyMatch(OTHERS::contains)) {
            try {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(FILE));
            } catch (FileSystemException e) {
                // root's, or on a volume where all files have the same permissions
            }
        }
    }

    /** A volume may give files other owners than who makes them, and in a container a user may have no name. */
    private static boolean isMadeByUs(Path file, UserPrincipal owner) throws IOException {
        Path folder = file.toRealPath().getParent();
        Path trial = Files.createTempFile(folder, ".", ".tmp", permissions(folder, FILE));
        try {
            return Files.getOwner(trial).equals(owner);
        } finally {
            Files.delete(trial);
        }
    }

    private static void forceMove(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows opens no folders, and needs no such call. The file is written
        }
    }

    /** From the first moment on, where the system can do that. */
    private static FileAttribute<?>[] permissions(Path folder, String permissions) throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
                : new FileAttribute<?>[0];
    }

    /** While it is still empty, where the owner is not known before. */
    private static void restrict(Path made, Set<AclEntryFlag> flags) throws IOException {
        FileStore store = Files.getFileStore(made);
        if (store.supportsFileAttributeView("posix")) {
            return;
        }
        AclFileAttributeView acl = Files.getFileAttributeView(made, AclFileAttributeView.class);
        if (acl != null && store.supportsFileAttributeView("acl")) {
            acl.setAcl(List.of(
                    AclEntry.newBuilder().setType(AclEntryType.ALLOW).setPrincipal(acl.getOwner())
                            .setPermissions(EnumSet.allOf(AclEntryPermission.class)).setFlags(flags).build()));
        } else if (OPEN_STORES.add(store)) {
            LOG.log(System.Logger.Level.WARNING,
                    "Others who use this machine may read {0}: its file system knows no owners of files", made);
        }
    }
}
