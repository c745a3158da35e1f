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
package io.github.egnytemsp.camel.torture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * In front of a server on 127.0.0.1: hands on bytes, loses an answer now and then together with its connection, and
 * plays a server that is down. What the server has done by then stays done.
 */
final class CuttingProxy implements AutoCloseable {

    private static final int BUFFER = 8192;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final int target;
    private final Random random;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile double losses;
    private volatile boolean down;

    /** Of so many answers of the server one is lost, as a fraction of 1. */
    CuttingProxy(int target, double losses, Random random) throws IOException {
        this.target = target;
        this.losses = losses;
        this.random = random;
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Lost answers and lost connections. */
    int cuts() {
        return cuts.get();
    }

    /** Ends all connections, and each new one at once, until {@link #up()}. */
    void down() {
        down = true;
        cut();
    }

    void up() {
        down = false;
    }

    /** Loses nothing from now on. */
    void heal() {
        losses = 0;
        down = false;
    }

    private void cut() {
        cuts.incrementAndGet();
        sockets.forEach(CuttingProxy::close);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (down) {
                    close(client);
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                // closed, or the server behind is not there: then the client finds its connection closed
                continue;
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server;
        try {
            server = new Socket(InetAddress.getByName("127.0.0.1"), target);
        } catch (IOException e) {
            close(client);
            throw e;
        }
        sockets.add(client);
        sockets.add(server);
        threads.execute(() -> pump(client, server, false));
        threads.execute(() -> pump(server, client, true));
        if (down) {
            cut();
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (answers && random.nextDouble() < losses) {
                    cuts.incrementAndGet();
                    break;
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // one side has gone; below, the other side gets to know
        } finally {
            sockets.remove(from);
            sockets.remove(to);
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        sockets.forEach(CuttingProxy::close);
        threads.shutdownNow();
    }
}
