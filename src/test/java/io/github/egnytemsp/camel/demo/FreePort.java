package io.github.egnytemsp.camel.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds ports for servers that do not tell which one they took. */
public final class FreePort {

    private FreePort() {
    }

    /**
     * A port of 127.0.0.1 on which nobody listens.
     *
     * @return             the port
     * @throws IOException if there is none
     */
    public static int find() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
