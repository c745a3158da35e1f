package io.github.egnytemsp.camel.auth;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TokenKeystoreTest {

    private static final char[] PASSWORD = "password-of-the-test".toCharArray();

    @TempDir
    private Path folder;
    private Path file;
    private TokenKeystore keystore;

    @BeforeEach
    void create() {
        file = folder.resolve("sub").resolve("tokens.p12");
        keystore = new TokenKeystore(file, PASSWORD);
    }

    @Test
    void tokensAreStoredForEachDomainReplacedAndRemoved() throws Exception {
        assertThat(keystore.domains()).isEmpty();
        assertThat(keystore.token("acmemsp.egnyte.com")).isNull();
        keystore.store("AcmeMsp.egnyte.com", "first");
        keystore.store("127.0.0.1:8080", "second");
        keystore.store("acmemsp.egnyte.com", "third");

        TokenKeystore again = new TokenKeystore(file, PASSWORD);
        assertThat(again.domains()).containsExactly("127.0.0.1:8080", "acmemsp.egnyte.com");
        assertThat(again.token("ACMEMSP.egnyte.com")).isEqualTo("third");
        assertThat(again.remove("acmemsp.egnyte.com")).isTrue();
        assertThat(again.remove("acmemsp.egnyte.com")).isFalse();
        assertThat(keystore.domains()).containsExactly("127.0.0.1:8080");
    }

    @Test
    void theFileIsEncryptedReadableByItsOwnerOnlyAndNothingIsLeftBesideIt() throws Exception {
        keystore.store("acmemsp.egnyte.com", "plain-to-see");
        keystore.store("other.egnyte.com", "plain-to-see");
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).doesNotContain("plain-to-see");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void keytoolReadsIt() throws Exception {
        keystore.store("acmemsp.egnyte.com", "token");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(keytool.toString(), "-J-Duser.language=en", "-list", "-keystore", file.toString(),
                "-storepass", new String(PASSWORD)).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("acmemsp.egnyte.com").contains("SecretKeyEntry").doesNotContain("token");
    }

    @Test
    void aWrongPasswordIsSaidAndTheFileIsNotChanged() throws Exception {
        keystore.store("acmemsp.egnyte.com", "token");
        byte[] before = Files.readAllBytes(file);
        TokenKeystore wrong = new TokenKeystore(file, "wrong".toCharArray());
        assertThatThrownBy(() -> wrong.store("acmemsp.egnyte.com", "other")).isInstanceOf(TokenKeystoreException.class)
                .hasMessageContaining("password").hasMessageContaining(file.toString());
        assertThatThrownBy(wrong::domains).isInstanceOf(TokenKeystoreException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aDamagedOrForeignFileIsSaidAndNotChanged() throws Exception {
        keystore.store("acmemsp.egnyte.com", "token");
        byte[] good = Files.readAllBytes(file);
        byte[][] bads = {
                "my shopping list".getBytes(StandardCharsets.UTF_8), new byte[0], java.util.Arrays.copyOf(good, good.length / 2) };
        for (byte[] bad : bads) {
            Files.write(file, bad);
            assertThatThrownBy(() -> keystore.store("acmemsp.egnyte.com", "other")).isInstanceOf(TokenKeystoreException.class)
                    .hasMessageContaining("damaged").hasMessageContaining("not changed");
            assertThat(Files.readAllBytes(file)).isEqualTo(bad);
        }
    }

    @Test
    void tokensThatNoHeaderCanCarryAreRefused() {
        for (String token : new String[] { "", " ", "a b", "t\u00f6ken", "a\nb" }) {
            assertThatThrownBy(() -> keystore.store("acmemsp.egnyte.com", token)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void theProviderReadsTheFileAgainWhenItChanges() throws Exception {
        KeystoreTokenProvider provider = new KeystoreTokenProvider(file, PASSWORD, "acmemsp.egnyte.com");
        assertThat(provider.accessToken()).as("no file yet").isNull();
        keystore.store("acmemsp.egnyte.com", "first");
        assertThat(provider.accessToken()).isEqualTo("first");
        keystore.store("acmemsp.egnyte.com", "other");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(provider.accessToken()).isEqualTo("other");
        assertThat(provider.toString()).contains("acmemsp.egnyte.com").doesNotContain("other");
        Files.delete(file);
        assertThat(provider.accessToken()).isNull();
    }

    @Test
    void thePasswordMayBeInAFile() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "from the file\nsecond line\n");
        assertThat(KeystorePassword.read("file:" + secret)).isEqualTo("from the file".toCharArray());
        assertThat(KeystorePassword.read("as it is")).isEqualTo("as it is".toCharArray());
        assertThatThrownBy(() -> KeystorePassword.read(null)).hasMessageContaining("keystorePassword");
        assertThatThrownBy(() -> KeystorePassword.read("file:" + folder.resolve("none"))).hasMessageContaining("cannot be read");
        Path empty = Files.writeString(folder.resolve("empty"), "");
        assertThatThrownBy(() -> KeystorePassword.read("file:" + empty)).hasMessageContaining("is empty");
    }
}
