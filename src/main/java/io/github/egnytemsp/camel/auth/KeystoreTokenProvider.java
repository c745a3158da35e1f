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

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import io.github.egnytemsp.camel.model.BaseUrl;

/**
 * The token of one domain from the encrypted file. The file is read again when it has changed, so that a new token is
 * used without a restart; a file that is not there yet is a token that is not there yet.
 */
public final class KeystoreTokenProvider implements AccessTokenProvider {

    private final Path file;
    private final TokenKeystore keystore;
    private final URI baseUrl;
    private final ReentrantLock reading = new ReentrantLock();
    private Stamp stamp;
    private StoredToken token;

    /** What changes when the file is replaced. */
    private record Stamp(long modifiedNanos, long size, Object key) {
    }

    /**
     * @param file     the file
     * @param password its password
     * @param baseUrl  scheme, host and port of the NFR domain
     */
    public KeystoreTokenProvider(Path file, char[] password, URI baseUrl) {
        this.file = file.toAbsolutePath();
        this.keystore = new TokenKeystore(file, password);
        this.baseUrl = baseUrl;
    }

    @Override
    public String accessToken() throws IOException {
        StoredToken current = current();
        return current == null ? null : current.token();
    }

    @Override
    public Optional<TokenAge> age() throws IOException {
        return Optional.ofNullable(current()).map(StoredToken::age);
    }

    /** The command with all that it must not guess. */
    @Override
    public String advice() {
        boolean plainDomain = "https".equals(baseUrl.getScheme()) && baseUrl.getPort() < 0;
        String where = plainDomain ? "--domain=" + BaseUrl.host(baseUrl) : "--base-url=" + baseUrl;
        String path = file.toString().contains(" ") ? "\"" + file + "\"" : file.toString();
        return "Get a new one with: " + CommandName.authorize() + " " + where + " --keystore=" + path;
    }

    private StoredToken current() throws IOException {
        reading.lock();
        try {
            Stamp now = stamp();
            if (!Objects.equals(now, stamp)) {
                token = now == null ? null : keystore.token(BaseUrl.host(baseUrl));
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
        return "the token of " + BaseUrl.host(baseUrl) + " in " + file;
    }
}
