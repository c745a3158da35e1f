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
package io.github.egnytemsp.camel.operator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Looks at passwords, and slows down those who guess: after some wrong ones an address pauses, and all addresses
 * together have only so many tries. Whoever comes too early is sent away without a look at the password, so that early
 * tries change nothing. Thread-safe; must not be asked in an event loop.
 */
final class Logins {

    /** Wrong ones of an address before its pauses begin: somebody mistypes. */
    static final int FREE = 5;
    static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    /** Not longer: the right one must get in while another program of the same address still sends a wrong one. */
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
    /** Of an address with no more tries. */
    static final Duration FORGOTTEN = Duration.ofMinutes(15);
    /** Tries of all addresses at once; then one a second. */
    static final int BURST = 20;
    private static final long A_SECOND = Duration.ofSeconds(1).toNanos();
    private static final int MOST_ADDRESSES = 1000;

    private final PasswordFile file;
    private final LongSupplier nanoTime;
    private final byte[] key = Secrets.randomBytes(32);
    private final ReentrantLock oneAtATime = new ReentrantLock(true);
    private final Map<String, Address> addresses = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Address> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };
    private int tries = BURST;
    private long triesSince;
    /** Of the password that was right, and its file, so that not each call of a program costs the hash. */
    private byte[] remembered;

    /** What is known of an address. */
    private static final class Address {

        private int failures;
        private long last;

        long pause() {
            return failures < FREE
                    ? 0
                    : Math.min(LONGEST_PAUSE.toNanos(), SHORTEST_PAUSE.toNanos() << Math.min(failures - FREE, 30));
        }
    }

    /**
     * @param nanoTime a clock as {@link System#nanoTime()}
     */
    Logins(PasswordFile file, LongSupplier nanoTime) {
        this.file = file;
        this.nanoTime = nanoTime;
        this.triesSince = nanoTime.getAsLong();
    }

    /**
     * Compares a password with the one of the file.
     *
     * @param  address          who asks
     * @param  password         the password
     * @throws RefusedException with 401 if it is wrong, with 429 if it comes too early
     */
    void verify(String address, String password) throws RefusedException {
        String line = file.line();
        byte[] mark = mark(line, password);
        if (isKnown(address, mark)) {
            return;
        }
        oneAtATime.lock();
        try {
            if (!PasswordFile.matches(line, password)) {
                throw new RefusedException(401, "The password is wrong");
            }
            succeeded(address, mark);
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Counts a try as a failure until it has succeeded: many at once must not be more than many in a row. */
    private synchronized boolean isKnown(String address, byte[] mark) throws RefusedException {
        long now = nanoTime.getAsLong();
        Address known = addresses.get(address);
        if (known != null && now - known.last >= FORGOTTEN.toNanos()) {
            addresses.remove(address);
            known = null;
        }
        long wait = known == null ? 0 : known.last + known.pause() - now;
        if (wait > 0) {
            throw tooEarly(wait);
        }
        if (remembered != null && MessageDigest.isEqual(remembered, mark)) {
            return true;
        }
        long refilled = Math.min(BURST - tries, (now - triesSince) / A_SECOND);
        tries += (int) refilled;
        triesSince = tries == BURST ? now : triesSince + refilled * A_SECOND;
        if (tries == 0) {
            throw tooEarly(triesSince + A_SECOND - now);
        }
        tries--;
        Address failing = addresses.computeIfAbsent(address, one -> new Address());
        failing.failures++;
        failing.last = now;
        return false;
    }

    private static RefusedException tooEarly(long nanos) {
        long seconds = (nanos + A_SECOND - 1) / A_SECOND;
        return new RefusedException(
                429, "Too many wrong passwords: try again in " + seconds + " s", "Retry-After", String.valueOf(seconds));
    }

    private synchronized void succeeded(String address, byte[] mark) {
        remembered = mark;
        // this try alone: those before may be of somebody else at the same address
        Address known = addresses.get(address);
        if (known != null) {
            known.failures--;
        }
        tries = Math.min(BURST, tries + 1);
    }

    private byte[] mark(String line, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(line.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
