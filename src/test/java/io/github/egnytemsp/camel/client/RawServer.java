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

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A server whose answers are written to the socket byte by byte, one a connection. */
final class RawServer implements AutoCloseable {

    /** One connection's answer. */
    interface Answer {

        void write(OutputStream out) throws IOException;
    }

    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Answer usual;

    /** Starts it; requests without an answer of their own get the usual one. */
    RawServer(String usual) throws IOException {
        this.usual = text(usual);
        Thread acceptor = new Thread(this::accept);
        acceptor.setDaemon(true);
        acceptor.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** The next connection's. */
    void answer(Answer answer) {
        answers.add(answer);
    }

    int requests() {
        return requests.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread connection = new Thread(() -> serve(socket));
                connection.setDaemon(true);
                connection.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            byte[] request = new byte[8192];
            if (socket.getInputStream().read(request) > 0) {
                requests.incrementAndGet();
                Answer answer = answers.poll();
                (answer == null ? usual : answer).write(socket.getOutputStream());
                socket.getOutputStream().flush();
            }
        } catch (IOException e) {
            // the client has had enough
        }
    }

    static Answer text(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * A beginning, then a byte for each permit of the first semaphore; the second one gets a permit when it is written.
     */
    static Answer dripping(String beginning, Semaphore bytes, Semaphore written) {
        return out -> {
            text(beginning).write(out);
            try {
                while (true) {
                    bytes.acquire();
                    out.write(' ');
                    out.flush();
                    written.release();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** The beginning, and then the same again and again. */
    static Answer forEver(String beginning, String again) {
        return out -> {
            text(beginning).write(out);
            byte[] block = again.getBytes(StandardCharsets.US_ASCII);
            while (true) {
                out.write(block);
            }
        };
    }

    /** The beginning, and then nothing while the connection stays open. */
    Answer stuck(String beginning) {
        return out -> {
            text(beginning).write(out);
            out.flush();
            try {
                stopped.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Override
    public void close() throws IOException {
        stopped.countDown();
        server.close();
    }
}
