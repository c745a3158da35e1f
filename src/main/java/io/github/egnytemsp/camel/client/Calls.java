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
package io.github.egnytemsp.camel.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Futures of {@link MspClient} in code that has a thread of its own, and their failures. */
public final class Calls {

    private Calls() {
    }

    /**
     * Waits for a call. Never in a thread of {@link MspClient}, which completes the future.
     *
     * @param  <T>                      what the call gives
     * @param  future                   the call, or what was composed of calls
     * @return                          its result
     * @throws EgnyteMspException       if it failed so
     * @throws IllegalArgumentException if its input is wrong
     * @throws InterruptedException     if the thread was interrupted; the future is cancelled
     */
    public static <T> T await(CompletableFuture<T> future) throws EgnyteMspException, InterruptedException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(false);
            throw e;
        } catch (ExecutionException e) {
            Throwable failure = unwrap(e);
            if (failure instanceof EgnyteMspException known) {
                throw known;
            }
            if (failure instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException(failure);
        }
    }

    /**
     * The failure itself, which composed futures wrap.
     *
     * @param  failure what {@code whenComplete}, {@code exceptionally} or {@code handle} was called with
     * @return         the failure of the call
     */
    public static Throwable unwrap(Throwable failure) {
        Throwable unwrapped = failure;
        while ((unwrapped instanceof CompletionException || unwrapped instanceof ExecutionException)
                && unwrapped.getCause() != null) {
            unwrapped = unwrapped.getCause();
        }
        return unwrapped;
    }
}
