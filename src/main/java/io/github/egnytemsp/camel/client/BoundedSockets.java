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

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

import javax.net.SocketFactory;

/**
 * Bounds what a mail server can cost that answers without an end, which Jakarta Mail keeps in memory: a connection
 * gives 1 MB at most, and fails with an {@link IOException} then. Mail opens a connection for each message.
 * <p>
 * Set it as an option of the mail endpoint: {@code mail.smtp.socketFactory.class=io.github.egnytemsp.camel.client
 * .BoundedSockets&mail.smtp.socketFactory.fallback=false}. It holds for what is encrypted after STARTTLS too. Servers
 * of {@code smtps} show a certificate first, and are not bounded.
 */
public final class BoundedSockets extends SocketFactory {

    private static final long LONGEST = 1 << 20;

    /** A connection of its own. */
    private static final class BoundedSocket extends Socket {

        private InputStream bounded;

        @Override
        public synchronized InputStream getInputStream() throws IOException {
            if (bounded == null) {
                bounded = new Bounded(super.getInputStream());
            }
            return bounded;
        }
    }

    private static final class Bounded extends FilterInputStream {

        private long left = LONGEST;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(read);
            return read;
        }

        private void count(int read) throws IOException {
            left -= Math.max(0, read);
            if (left < 0) {
                throw new IOException("The mail server has sent more than 1 MB");
            }
        }
    }

    /**
     * The factory, as Jakarta Mail asks for it.
     *
     * @return a new one
     */
    public static SocketFactory getDefault() {
        return new BoundedSockets();
    }

    @Override
    public Socket createSocket() {
        return new BoundedSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connect(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connect(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connect(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connect(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    private static Socket connect(InetSocketAddress address, InetSocketAddress local) throws IOException {
        Socket socket = new BoundedSocket();
        try {
            socket.bind(local);
            socket.connect(address);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
