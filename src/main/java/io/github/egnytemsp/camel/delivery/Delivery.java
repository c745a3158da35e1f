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
package io.github.egnytemsp.camel.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A delivery that was let in, and waits for its body. The engine calls one of the methods that answer, once; a second
 * call changes nothing but the counters.
 */
final class Delivery {

    private final DeliveryReceiver receiver;
    private final AtomicBoolean left = new AtomicBoolean();

    /**
     * @param receiver who let it in, and counts it as in flight until it has its answer
     */
    Delivery(DeliveryReceiver receiver) {
        this.receiver = receiver;
    }

    int maxBodySize() {
        return receiver.maxBodySize();
    }

    /** The body is longer than the limit. */
    Answer tooLarge() {
        leave();
        return receiver.answered(Answer.TOO_LARGE, null);
    }

    /** The body did not come whole; usually nobody is there any more to read the answer. */
    Answer broken(String why) {
        leave();
        return receiver.broken(why);
    }

    /**
     * The whole body: it goes through the route.
     *
     * @param  body the bytes; must not be changed afterwards
     * @return      the answer
     */
    Answer received(byte[] body) {
        try {
            return receiver.accept(body);
        } catch (RuntimeException e) {
            return receiver.defect(e);
        } finally {
            leave();
        }
    }

    /**
     * Reads the body, never further than the limit; then it goes through the route.
     *
     * @param  body the body, closed afterwards
     * @return      the answer
     */
    Answer receivedFrom(InputStream body) {
        byte[] bytes;
        try (body) {
            bytes = body.readNBytes(receiver.maxBodySize() + 1);
        } catch (IOException | RuntimeException e) {
            return broken(e.toString());
        }
        return bytes.length > receiver.maxBodySize() ? tooLarge() : received(bytes);
    }

    private void leave() {
        if (left.compareAndSet(false, true)) {
            receiver.leave();
        }
    }
}
