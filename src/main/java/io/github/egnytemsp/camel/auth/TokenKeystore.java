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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

import io.github.egnytemsp.camel.files.PrivateFiles;

/**
 * Access tokens in an encrypted file: a PKCS#12 keystore with an entry for each NFR domain, named by the domain's host.
 * An entry is the token together with its date of issue and, if it is known, its life.
 * {@code keytool -list -keystore FILE} reads it. Made with the JDK alone.
 * <p>
 * The file is written whole or not at all, readable by its owner only, and never replaced if it could not be read. Who
 * changes it holds {@code FILE.lock} meanwhile, so that of two processes none undoes what the other did.
 */
public final class TokenKeystore {

    private static final String TYPE = "PKCS12";
    /** The JDK's form for a secret that is a text, as {@code keytool -importpass} uses it. */
    private static final String TEXT = "PBE";
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOCK_LOOK = Duration.ofMillis(50);

    private final Path file;
    private final char[] password;

    /**
     * @param file     the file; it need not exist yet
     * @param password its password, not empty, printable ASCII
     */
    public TokenKeystore(Path file, char[] password) {
        if (password == null || password.length == 0) {
            throw new IllegalArgumentException("keystorePassword is missing: the password of the token file " + file);
        }
        this.file = file.toAbsolutePath();
        this.password = KeystorePassword.requireUsable(password.clone(), "");
    }

    /**
     * The stored domains.
     *
     * @return                        hosts in alphabetical order
     * @throws TokenKeystoreException if the file cannot be read
     */
    public List<String> domains() throws TokenKeystoreException {
        try {
            return Collections.list(load().aliases()).stream().sorted().toList();
        } catch (GeneralSecurityException e) {
            throw damaged(e);
        }
    }

    /**
     * The token of a domain.
     *
     * @param  host                   the domain's host
     * @return                        the token and its age, or null if there is none
     * @throws TokenKeystoreException if the file cannot be read, or the entry has another form
     */
    public StoredToken token(String host) throws TokenKeystoreException {
        try {
            if (!(load().getKey(alias(host), password) instanceof SecretKey key)) {
                return null;
            }
            PBEKeySpec text = (PBEKeySpec) SecretKeyFactory.getInstance(TEXT).getKeySpec(key, PBEKeySpec.class);
            return StoredToken.ofText(new String(text.getPassword()));
        } catch (GeneralSecurityException e) {
            throw damaged(e);
        } catch (IllegalArgumentException e) {
            throw new TokenKeystoreException(
                    "The token of " + alias(host) + " in " + file
                                             + " has no date of issue: it was stored by an older version or by"
                                             + " another program. Run authorize for this domain again",
                    e);
        }
    }

    /**
     * Stores the token of a domain, in place of the one that was there.
     *
     * @param  host                   the domain's host
     * @param  token                  the token and its age
     * @throws TokenKeystoreException if the file cannot be read or written
     */
    public void store(String host, StoredToken token) throws TokenKeystoreException {
        change(keystore -> {
            SecretKey key = SecretKeyFactory.getInstance(TEXT).generateSecret(new PBEKeySpec(token.toText().toCharArray()));
            keystore.setEntry(alias(host), new KeyStore.SecretKeyEntry(key), new KeyStore.PasswordProtection(password));
            return true;
        });
    }

    /**
     * Removes the token of a domain.
     *
     * @param  host                   the domain's host
     * @return                        false if there was none
     * @throws TokenKeystoreException if the file cannot be read or written
     */
    public boolean remove(String host) throws TokenKeystoreException {
        return Files.exists(file) && change(keystore -> {
            boolean there = keystore.containsAlias(alias(host));
            if (there) {
                keystore.deleteEntry(alias(host));
            }
            return there;
        });
    }

    /**
     * Makes sure that a token can be stored, before a person goes and gets one. Nothing is changed, but the folder is
     * made.
     *
     * @throws TokenKeystoreException if the file cannot be read with the password, or its folder cannot be written
     */
    public void requireWritable() throws TokenKeystoreException {
        change(keystore -> false);
    }

    /** What is done to the tokens. */
    @FunctionalInterface
    private interface Change {

        /** Whether the file has to be written. */
        boolean make(KeyStore keystore) throws GeneralSecurityException;
    }

    private boolean change(Change change) throws TokenKeystoreException {
        Path lock = lock();
        try {
            KeyStore keystore = load();
            boolean changed = change.make(keystore);
            if (changed) {
                save(keystore);
            }
            return changed;
        } catch (GeneralSecurityException e) {
            throw new TokenKeystoreException("The token file " + file + " cannot be changed: " + e.getMessage(), e);
        } finally {
            unlock(lock);
        }
    }

    /**
     * A file of its own, as the token file is replaced; made and removed, as a lock of the system would leave one
     * behind.
     */
    private Path lock() throws TokenKeystoreException {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        long start = System.nanoTime();
        try {
            PrivateFiles.createFolder(file.getParent());
            while (true) {
                try {
                    PrivateFiles.createFile(lock);
                    return lock;
                } catch (FileAlreadyExistsException e) {
                    if (System.nanoTime() - start > LOCK_PATIENCE.toNanos()) {
                        throw new TokenKeystoreException(
                                "The token file " + file + " is being changed by another process. If there is none, one was killed"
                                                         + " meanwhile: remove " + lock,
                                e);
                    }
                    LockSupport.parkNanos(LOCK_LOOK.toNanos());
                }
            }
        } catch (FileAlreadyExistsException e) {
            throw new TokenKeystoreException("The folder of the token file is a file: " + file.getParent(), e);
        } catch (TokenKeystoreException e) {
            throw e;
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    private void unlock(Path lock) throws TokenKeystoreException {
        try {
            Files.deleteIfExists(lock);
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    private TokenKeystoreException notWritable(IOException cause) {
        return new TokenKeystoreException("The token file " + file + " cannot be written: " + cause, cause);
    }

    private static String alias(String host) {
        return host.toLowerCase(Locale.ROOT);
    }

    private KeyStore load() throws TokenKeystoreException {
        try {
            KeyStore keystore = KeyStore.getInstance(TYPE);
            keystore.load(Files.exists(file) ? new ByteArrayInputStream(Files.readAllBytes(file)) : null, password);
            return keystore;
        } catch (NoSuchFileException e) {
            throw new TokenKeystoreException("The token file " + file + " has just been removed", e);
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new TokenKeystoreException(
                        "The password of the token file " + file + " is wrong (keystorePassword). The file was not changed",
                        null);
            }
            throw damaged(e);
        } catch (GeneralSecurityException e) {
            throw damaged(e);
        }
    }

    private TokenKeystoreException damaged(Exception cause) {
        return new TokenKeystoreException(
                "The token file " + file + " cannot be read: it is damaged, or no PKCS#12 keystore of access tokens. The file was"
                                          + " not changed. Name another file, or move it away and authorize again",
                cause);
    }

    private void save(KeyStore keystore) throws TokenKeystoreException, GeneralSecurityException {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            keystore.store(bytes, password);
            PrivateFiles.write(file, bytes.toByteArray());
        } catch (IOException e) {
            throw notWritable(e);
        }
    }
}
