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
package io.github.egnytemsp.camel.routes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that answers what a test says: to a recipient ({@code RCPT TO}) or to any other command. */
public final class StrictMailServer implements AutoCloseable {

    /** Ends the connection in the place of an answer. */
    static final String CUT = "";

    private final ServerSocket server;
    private final Map<String, String> answersOnce = new ConcurrentHashMap<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    StrictMailServer() throws IOException {
        this(0);
    }

    /**
     * Starts it.
     *
     * @param port where to listen; 0 for any that is free
     */
    public StrictMailServer(int port) throws IOException {
        server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "mail server");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "smtp://127.0.0.1:" + server.getLocalPort();
    }

    /** Such as {@code answer("b@msp.example", "550 5.1.1 No such user")}, or of a command; null for what is usual. */
    void answer(String to, String answer) {
        if (answer == null) {
            answers.remove(to);
        } else {
            answers.put(to, answer);
        }
    }

    /** Answers this recipient so the next time only. */
    public void answerOnce(String to, String answer) {
        answersOnce.put(to, answer);
    }

    /** Recipients that somebody has asked for, each time. */
    List<String> asked() {
        return asked;
    }

    /** Recipients of the mails that were taken, in their order. */
    public List<String> delivered() {
        return delivered;
    }

    /** Every line that came. */
    List<String> lines() {
        return lines;
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                talk(socket);
            } catch (IOException e) {
                // closed, by one side or the other
            }
        }
    }

    private void talk(Socket socket) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        OutputStream out = socket.getOutputStream();
        write(out, "220 strict.example ESMTP");
        String recipient = null;
        boolean data = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            lines.add(line);
            if (data && !line.equals(".")) {
                continue;
            }
            String command = data ? "." : line.replaceAll("[ :].*", "").toUpperCase(Locale.ROOT);
            String answer = answers.getOrDefault(command, usual(command));
            data = command.equals("DATA") && answer.startsWith("354");
            if (command.equals("RCPT")) {
                recipient = line.replaceAll(".*<(.*)>.*", "$1");
                asked.add(recipient);
                String once = answersOnce.remove(recipient);
                answer = once != null ? once : answers.getOrDefault(recipient, answer);
            } else if (command.equals(".") && answer.startsWith("250")) {
                delivered.add(recipient);
            }
            if (answer.equals(CUT)) {
                return;
            }
            write(out, answer);
        }
    }

    private static String usual(String command) {
        return switch (command) {
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            case "STARTTLS", "AUTH" -> "502 not here";
            default -> "250 ok";
        };
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
