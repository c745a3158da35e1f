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
package io.github.egnytemsp.camel.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Sends deliveries over connections that are kept as long as the server keeps them, on each the next when the last was
 * answered. One thread: it shares the processors with what is measured.
 */
final class Load implements Workload, AutoCloseable {

    private static final long LONGEST_SILENCE_MILLIS = 10_000;

    private final Deliveries deliveries;
    private final Selector selector;
    private final List<Connection> connections = new ArrayList<>();
    private long answered;
    private int waiting;

    /**
     * What was sent.
     *
     * @param events  deliveries with the right answer
     * @param seconds how long it took
     */
    record Result(long events, double seconds) {
    }

    Load(int port, Deliveries deliveries, int connections) throws IOException {
        this.deliveries = deliveries;
        this.selector = Selector.open();
        for (int i = 0; i < connections; i++) {
            this.connections.add(new Connection(port));
        }
    }

    /** Sends for a time, and waits for the last answers. */
    @Override
    public Result run(long millis) throws IOException {
        long start = System.nanoTime();
        long end = start + millis * 1_000_000;
        answered = 0;
        for (Connection connection : connections) {
            connection.send();
        }
        while (waiting > 0) {
            if (selector.select(LONGEST_SILENCE_MILLIS) == 0) {
                throw new IOException("No answer for " + LONGEST_SILENCE_MILLIS + " ms");
            }
            for (SelectionKey key : selector.selectedKeys()) {
                Connection connection = (Connection) key.attachment();
                if (key.isWritable()) {
                    connection.write();
                }
                if (key.isReadable() && connection.isAnswered() && System.nanoTime() < end) {
                    connection.send();
                }
            }
            selector.selectedKeys().clear();
        }
        return new Result(answered, (System.nanoTime() - start) / 1e9);
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
        selector.close();
    }

    private final class Connection {

        private final int port;
        private SocketChannel channel;
        private SelectionKey key;
        private final byte[] request = deliveries.request();
        private final ByteBuffer out = ByteBuffer.wrap(request);
        private final byte[] answer = new byte[4096];
        private final ByteBuffer in = ByteBuffer.wrap(answer);

        Connection(int port) {
            this.port = port;
        }

        /** Not before there is something to send: a server need not keep a connection that brings nothing. */
        private void open() throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            key = channel.register(selector, SelectionKey.OP_READ, this);
        }

        void close() throws IOException {
            if (channel != null) {
                channel.close();
                channel = null;
            }
        }

        void send() throws IOException {
            if (channel == null) {
                open();
            }
            deliveries.renew(request);
            out.clear();
            waiting++;
            write();
        }

        void write() throws IOException {
            channel.write(out);
            key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }

        /** Reads what is there; true if that ends an answer. */
        boolean isAnswered() throws IOException {
            if (channel.read(in) < 0) {
                throw new EOFException("The connection was closed");
            }
            String text = new String(answer, 0, in.position(), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            int head = text.indexOf("\r\n\r\n");
            if (head < 0 || text.length() < head + 4 + bodyLength(text.substring(0, head))) {
                return false;
            }
            if (!text.startsWith("http/1.1 " + deliveries.status())) {
                throw new IOException("Not answered " + deliveries.status() + ": " + text);
            }
            in.clear();
            waiting--;
            answered++;
            if (text.substring(0, head).contains("connection: close")) {
                close();
            }
            return true;
        }

        private static int bodyLength(String head) throws IOException {
            if (head.contains("transfer-encoding")) {
                throw new IOException("Chunks are not expected: " + head);
            }
            int at = head.indexOf("content-length:");
            return at < 0 ? 0 : Integer.parseInt(head.substring(at + 15).lines().findFirst().orElse("0").trim());
        }
    }
}
