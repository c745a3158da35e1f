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

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PrivateFilesTest {

    private static final byte[] CONTENT = { 1, 2, 3 };

    @TempDir
    private Path linux;

    /** NTFS. */
    private static FileSystem windows() {
        return Jimfs
                .newFileSystem(Configuration.windows().toBuilder().setAttributeViews("basic", "owner", "acl", "dos").build());
    }

    /** A stick with FAT. */
    private static FileSystem withoutOwners() {
        return Jimfs.newFileSystem(Configuration.windows());
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static AclEntry onlyEntry(Path path) throws Exception {
        List<AclEntry> all = Files.getFileAttributeView(path, AclFileAttributeView.class).getAcl();
        assertThat(all).as("%s", path).hasSize(1);
        assertThat(all.get(0).type()).isEqualTo(AclEntryType.ALLOW);
        assertThat(all.get(0).principal()).isEqualTo(Files.getOwner(path));
        assertThat(all.get(0).permissions()).containsExactlyInAnyOrder(AclEntryPermission.values());
        return all.get(0);
    }

    private static void useAll(Path folder) throws Exception {
        Path file = folder.resolve("file");
        PrivateFiles.createFolder(folder);
        PrivateFiles.createFolder(folder);
        PrivateFiles.createFile(file);
        assertThatThrownBy(() -> PrivateFiles.createFile(file)).isInstanceOf(FileAlreadyExistsException.class);
        PrivateFiles.write(file, new byte[100_000]);
        PrivateFiles.write(file, CONTENT);
        assertThat(Files.readAllBytes(file)).isEqualTo(CONTENT);
        assertThatThrownBy(() -> PrivateFiles.createFolder(file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> PrivateFiles.createFolder(file.resolve("below")))
                .isInstanceOf(FileAlreadyExistsException.class);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void onLinuxTheyHavePermissions() throws Exception {
        Path folder = linux.resolve("new/below");
        useAll(folder);
        assertThat(permissions(linux.resolve("new"))).isEqualTo("rwx------");
        assertThat(permissions(folder)).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("file"))).isEqualTo("rw-------");
    }

    @Test
    void aFolderThatIsThereStaysAsItIs() throws Exception {
        Files.setPosixFilePermissions(linux, PosixFilePermissions.fromString("rwxr-xr-x"));
        PrivateFiles.createFolder(linux);
        assertThat(permissions(linux)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void onWindowsTheyHaveAnAccessControlListOfTheirOwner() throws Exception {
        try (FileSystem windows = windows()) {
            Path folder = windows.getPath("C:\\msp\\below");
            useAll(folder);
            PrivateFiles.createFile(folder.resolve("another"));
            assertThat(onlyEntry(windows.getPath("C:\\msp")).flags())
                    .containsExactlyInAnyOrder(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT);
            onlyEntry(folder);
            assertThat(onlyEntry(folder.resolve("file")).flags()).isEmpty();
            onlyEntry(folder.resolve("another"));
        }
    }

    @Test
    void whatEverybodyCanReadIsRestrictedAndWhatAGroupCanReadStays() throws Exception {
        Path file = Files.createFile(linux.resolve("inbox.db"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        PrivateFiles.claim(file);
        assertThat(permissions(file)).isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        PrivateFiles.claim(file);
        assertThat(permissions(file)).isEqualTo("rw-rw----");
        PrivateFiles.claim(linux.resolve("missing"));
    }

    @Test
    void aLinkToAFileOfThisUserIsFollowedAndOneToNothingIsNot() throws Exception {
        Path file = Files.createFile(linux.resolve("inbox.db"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        PrivateFiles.claim(Files.createSymbolicLink(linux.resolve("link"), file));
        assertThat(permissions(file)).isEqualTo("rw-------");
        Path dangling = Files.createSymbolicLink(linux.resolve("dangling"), linux.resolve("missing"));
        assertThatThrownBy(() -> PrivateFiles.claim(dangling)).isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("dangling").hasMessageContaining("link to a file that is not there");
    }

    @Test
    void aFileOfAnotherUserIsRefusedButByRoot() throws Exception {
        try (FileSystem other = Jimfs.newFileSystem(
                Configuration.unix().toBuilder().setAttributeViews("basic", "owner", "posix", "unix").build())) {
            Path file = Files.createFile(other.getPath("inbox.db"));
            // made by the user of this file system
            PrivateFiles.claim(file, "egnyte-msp");
            Files.setOwner(file, other.getUserPrincipalLookupService().lookupPrincipalByName("root"));
            PrivateFiles.claim(file, "egnyte-msp");
            Files.setOwner(file, other.getUserPrincipalLookupService().lookupPrincipalByName("mallory"));
            PrivateFiles.claim(file, "root");
            PrivateFiles.claim(file, "mallory");
            assertThatThrownBy(() -> PrivateFiles.claim(file, "egnyte-msp")).isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("inbox.db").hasMessageContaining("belongs to another user, mallory");
            try (var files = Files.list(other.getPath(""))) {
                assertThat(files.map(Path::getFileName)).containsExactly(file);
            }
        }
    }

    @Test
    void aDriveThatIsNotThereIsSaid() throws Exception {
        try (FileSystem windows = windows()) {
            assertThatThrownBy(() -> PrivateFiles.createFolder(windows.getPath("Z:\\msp")))
                    .isInstanceOf(NoSuchFileException.class).hasMessageContaining("Z:");
        }
    }

    @Test
    void whereNobodyOwnsFilesItIsLoggedOnce() throws Exception {
        List<LogRecord> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line);
            }

            @Override
            public void flush() {
                // nothing to do
            }

            @Override
            public void close() {
                // nothing to do
            }
        };
        Logger logger = Logger.getLogger(PrivateFiles.class.getName());
        logger.addHandler(handler);
        try (FileSystem stick = withoutOwners()) {
            useAll(stick.getPath("C:\\msp"));
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(logged).singleElement()
                .satisfies(line -> assertThat(line.getMessage() + line.getParameters()[0]).contains("may read", "C:\\msp"));
    }
}
