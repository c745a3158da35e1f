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
package io.github.egnytemsp.camel.auth;

import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TokenKeystoreTest {

    private static final char[] PASSWORD = "password-of-the-test".toCharArray();
    private static final TokenAge AGE = new TokenAge(Instant.parse("2026-11-01T10:20:30Z"), Duration.ofSeconds(2_592_000));

    @TempDir
    private Path folder;
    private Path file;
    private TokenKeystore keystore;

    @BeforeEach
    void create() {
        file = folder.resolve("sub").resolve("tokens.p12");
        keystore = new TokenKeystore(file, PASSWORD);
    }

    private static StoredToken stored(String token) {
        return new StoredToken(token, AGE);
    }

    @Test
    void tokensAreStoredForEachDomainReplacedAndRemoved() throws Exception {
        assertThat(keystore.domains()).isEmpty();
        assertThat(keystore.token("acmemsp.egnyte.com")).isNull();
        keystore.store("AcmeMsp.egnyte.com", stored("first"));
        keystore.store("127.0.0.1:8080", stored("second"));
        keystore.store("acmemsp.egnyte.com", stored("third"));

        TokenKeystore again = new TokenKeystore(file, PASSWORD);
        assertThat(again.domains()).containsExactly("127.0.0.1:8080", "acmemsp.egnyte.com");
        assertThat(again.token("ACMEMSP.egnyte.com")).isEqualTo(stored("third"));
        assertThat(again.remove("acmemsp.egnyte.com")).isTrue();
        assertThat(again.remove("acmemsp.egnyte.com")).isFalse();
        assertThat(keystore.domains()).containsExactly("127.0.0.1:8080");
    }

    @Test
    void theDateOfIssueAndTheLifeAreKeptBesideTheToken() throws Exception {
        StoredToken unknownLife = new StoredToken("a&b=c%d+e", new TokenAge(AGE.issuedAt(), null));
        keystore.store("acmemsp.egnyte.com", stored("token"));
        keystore.store("other.egnyte.com", unknownLife);

        TokenKeystore again = new TokenKeystore(file, PASSWORD);
        assertThat(again.token("acmemsp.egnyte.com")).isEqualTo(stored("token"));
        assertThat(again.token("other.egnyte.com")).isEqualTo(unknownLife);
        assertThat(unknownLife.toString()).contains("2026-11-01").doesNotContain("a&b");
    }

    @Test
    void anEntryWithoutADateSaysWhatToDoAndCanBeReplacedOrRemoved() throws Exception {
        KeyStore bare = KeyStore.getInstance("PKCS12");
        bare.load(null, PASSWORD);
        SecretKey key = SecretKeyFactory.getInstance("PBE").generateSecret(new PBEKeySpec("bare-token".toCharArray()));
        for (String host : new String[] { "acmemsp.egnyte.com", "other.egnyte.com" }) {
            bare.setEntry(host, new KeyStore.SecretKeyEntry(key), new KeyStore.PasswordProtection(PASSWORD));
        }
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            bare.store(out, PASSWORD);
        }

        assertThatThrownBy(() -> keystore.token("acmemsp.egnyte.com")).isInstanceOf(TokenKeystoreException.class)
                .hasMessageContaining("acmemsp.egnyte.com").hasMessageContaining("Run authorize")
                .hasMessageNotContaining("bare-token");
        keystore.store("acmemsp.egnyte.com", stored("token"));
        assertThat(keystore.token("acmemsp.egnyte.com")).isEqualTo(stored("token"));
        assertThat(keystore.remove("other.egnyte.com")).isTrue();
    }

    @Test
    void noneOfSeveralThatStoreAtTheSameTimeIsLost() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String host = "msp" + i + ".egnyte.com";
            all.add(threads.submit(() -> {
                new TokenKeystore(file, PASSWORD).store(host, stored("token-of-" + host));
                return null;
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        threads.shutdown();
        assertThat(keystore.domains()).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(strings = { "gr\u00fcn", "5 \u20ac", "tab\there", "\ufeffbom", "\u007f" })
    void aPasswordThatTheFileCannotHoldIsRefusedAndNotQuoted(String password) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), password);
        Path latin1 = Files.write(folder.resolve("latin1"), "gr\u00fcn".getBytes(StandardCharsets.ISO_8859_1));
        for (String value : new String[] { password, "file:" + secret, "file:" + latin1 }) {
            assertThatThrownBy(() -> KeystorePassword.read(value)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("keystorePassword").hasMessageContaining("Allowed").hasMessageNotContaining(password);
        }
        assertThatThrownBy(() -> new TokenKeystore(file, password.toCharArray())).hasMessageContaining("Allowed");
    }

    @Test
    void everyPasswordThatIsNotRefusedWorks() throws Exception {
        StringBuilder all = new StringBuilder();
        for (char c = ' '; c <= '~'; c++) {
            all.append(c);
        }
        char[] password = KeystorePassword.read(all.toString());
        new TokenKeystore(file, password).store("acmemsp.egnyte.com", stored("token"));
        assertThat(new TokenKeystore(file, password).token("acmemsp.egnyte.com")).isEqualTo(stored("token"));
    }

    @Test
    void aFolderThatCannotBeWrittenIsFoundBefore() throws Exception {
        Files.writeString(folder.resolve("sub"), "a file");
        assertThatThrownBy(keystore::requireWritable).isInstanceOf(TokenKeystoreException.class)
                .hasMessageContaining(folder.resolve("sub").toString());
    }

    @Test
    void theFileIsEncryptedReadableByItsOwnerOnlyAndNothingIsLeftBesideIt() throws Exception {
        keystore.store("acmemsp.egnyte.com", stored("plain-to-see"));
        keystore.store("other.egnyte.com", stored("plain-to-see"));
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).doesNotContain("plain-to-see");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void itWorksOnWindows() throws Exception {
        try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
            Path tokens = windows.getPath("C:\\msp\\tokens.p12");
            new TokenKeystore(tokens, PASSWORD).store("acmemsp.egnyte.com", stored("first"));
            new TokenKeystore(tokens, PASSWORD).store("acmemsp.egnyte.com", stored("second"));
            assertThat(new TokenKeystore(tokens, PASSWORD).token("acmemsp.egnyte.com")).isEqualTo(stored("second"));
            try (var files = Files.list(tokens.getParent())) {
                assertThat(files).containsExactly(tokens);
            }
        }
    }

    @Test
    void keytoolReadsIt() throws Exception {
        keystore.store("acmemsp.egnyte.com", stored("token"));
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                keytool.toString(), "-J-Duser.language=en", "-list", "-keystore", file.toString(),
                "-storepass", new String(PASSWORD)).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("acmemsp.egnyte.com").contains("SecretKeyEntry").doesNotContain("token");
    }

    @Test
    void aWrongPasswordIsSaidAndTheFileIsNotChanged() throws Exception {
        keystore.store("acmemsp.egnyte.com", stored("token"));
        byte[] before = Files.readAllBytes(file);
        TokenKeystore wrong = new TokenKeystore(file, "wrong".toCharArray());
        assertThatThrownBy(() -> wrong.store("acmemsp.egnyte.com", stored("other"))).isInstanceOf(TokenKeystoreException.class)
                .hasMessageContaining("password").hasMessageContaining(file.toString());
        assertThatThrownBy(wrong::domains).isInstanceOf(TokenKeystoreException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aDamagedOrForeignFileIsSaidAndNotChanged() throws Exception {
        keystore.store("acmemsp.egnyte.com", stored("token"));
        byte[] good = Files.readAllBytes(file);
        byte[][] bads = {
                "my shopping list".getBytes(StandardCharsets.UTF_8), new byte[0],
                java.util.Arrays.copyOf(good, good.length / 2) };
        for (byte[] bad : bads) {
            Files.write(file, bad);
            assertThatThrownBy(() -> keystore.store("acmemsp.egnyte.com", stored("other")))
                    .isInstanceOf(TokenKeystoreException.class)
                    .hasMessageContaining("damaged").hasMessageContaining("not changed");
            assertThat(Files.readAllBytes(file)).isEqualTo(bad);
        }
    }

    @Test
    void tokensThatNoHeaderCanCarryAreRefused() {
        for (String token : new String[] { "", " ", "a b", "t\u00f6ken", "a\nb" }) {
            assertThatThrownBy(() -> keystore.store("acmemsp.egnyte.com", stored(token)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void theProviderReadsTheFileAgainWhenItChanges() throws Exception {
        KeystoreTokenProvider provider = new KeystoreTokenProvider(file, PASSWORD, URI.create("https://acmemsp.egnyte.com"));
        assertThat(provider.accessToken()).as("no file yet").isNull();
        keystore.store("acmemsp.egnyte.com", stored("first"));
        assertThat(provider.accessToken()).isEqualTo("first");
        assertThat(provider.age()).contains(AGE);
        assertThat(provider.advice()).endsWith("authorize --domain=acmemsp.egnyte.com --keystore=" + file);
        keystore.store("acmemsp.egnyte.com", stored("other"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(provider.accessToken()).isEqualTo("other");
        assertThat(provider.toString()).contains("acmemsp.egnyte.com").doesNotContain("other");
        Files.delete(file);
        assertThat(provider.accessToken()).isNull();
        assertThat(provider.age()).isEmpty();
    }

    @Test
    void thePasswordMayBeInAFile() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "from the file\nsecond line\n");
        assertThat(KeystorePassword.read("file:" + secret)).isEqualTo("from the file".toCharArray());
        assertThat(KeystorePassword.read("as it is")).isEqualTo("as it is".toCharArray());
        assertThatThrownBy(() -> KeystorePassword.read(null)).hasMessageContaining("keystorePassword");
        assertThatThrownBy(() -> KeystorePassword.read("file:" + folder.resolve("none")))
                .hasMessageContaining("cannot be read");
        Path empty = Files.writeString(folder.resolve("empty"), "");
        assertThatThrownBy(() -> KeystorePassword.read("file:" + empty)).hasMessageContaining("is empty");
    }
}
