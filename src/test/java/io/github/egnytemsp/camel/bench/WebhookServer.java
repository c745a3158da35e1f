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

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers every request without a body with the same webhook, from bytes that were made before. */
final class WebhookServer implements AutoCloseable {

    static final String ID = "w-1";
    static final String PATH = "/pubapi/v1/msp/webhooks/" + ID;

    private static final String BODY = "{\"webhook_id\":\"" + ID + "\",\"webhook_url\":\"https://hooks.msp.example/events\","
                                       + "\"status\":\"enabled\",\"auth_header\":\"X-Egnyte-Msp-Token\","
                                       + "\"event_types\":[\"USER_ADDED\",\"RESELLER_MRR_CHANGED\",\"RESELLER_FIRST_LOGIN\"]}";
    private static final byte[] ANSWER
            = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length()
               + "\r\n\r\n" + BODY).getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    WebhookServer() throws IOException {
        daemon(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                connection.setTcpNoDelay(true);
                daemon(() -> answer(connection));
            }
        } catch (IOException e) {
            // closed: that is how it ends
        }
    }

    private static void answer(Socket connection) {
        try (connection) {
            InputStream in = connection.getInputStream();
            byte[] buffer = new byte[4096];
            int length = 0;
            int read;
            while ((read = in.read(buffer, length, buffer.length - length)) > 0) {
                length += read;
                if (length > 3 && buffer[length - 1] == '\n' && buffer[length - 2] == '\r' && buffer[length - 3] == '\n') {
                    connection.getOutputStream().write(ANSWER);
                    length = 0;
                }
            }
        } catch (IOException e) {
            // the caller is gone
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "webhook-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
