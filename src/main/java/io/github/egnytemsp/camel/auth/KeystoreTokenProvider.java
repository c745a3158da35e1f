package io.github.egnytemsp.camel.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The token of one domain from the encrypted file. The file is read again when it has changed, so that a new token is used
 * without a restart; a file that is not there yet is a token that is not there yet.
 */
public final class KeystoreTokenProvider implements AccessTokenProvider {

    private final Path file;
    private final TokenKeystore keystore;
    private final String host;
    private final ReentrantLock reading = new ReentrantLock();
    private Stamp stamp;
    private String token;

    /** What changes when the file is replaced. */
    private record Stamp(long modifiedNanos, long size, Object key) {
    }

    /**
     * @param file     the file
     * @param password its password
     * @param host     the host of the NFR domain
     */
    public KeystoreTokenProvider(Path file, char[] password, String host) {
        this.file = file;
        this.keystore = new TokenKeystore(file, password);
        this.host = host;
    }

    @Override
    public String accessToken() throws IOException {
        reading.lock();
        try {
            Stamp now = stamp();
            if (!Objects.equals(now, stamp)) {
                token = now == null ? null : keystore.token(host);
                stamp = now;
            }
            return token;
        } finally {
            reading.unlock();
        }
    }

    private Stamp stamp() throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(
                    attributes.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS), attributes.size(),
                    attributes.fileKey());
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Which file and domain, for messages. */
    @Override
    public String toString() {
        return "the token of " + host + " in " + file;
    }
}
