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
package io.github.egnytemsp.camel.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A ticket system on a free port of 127.0.0.1, with bad days; what its API looks like is up to its subclasses. */
public abstract class TicketSystem implements AutoCloseable {

    static {
        // else the JDK's server waits 40 ms between the head and the body of each answer; read once, by the first server
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final Pattern EVENT_ID = Pattern.compile("Event id: ([0-9a-f]{64})");

    /** For the answers of subclasses. */
    protected final ObjectMapper mapper = new ObjectMapper();
    private final List<Ticket> tickets = new CopyOnWriteArrayList<>();
    private final List<Note> notes = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicReference<Mishap> nextMishap = new AtomicReference<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpServer server;
    private final Map<String, Integer> poison = new ConcurrentHashMap<>();
    private volatile Mishaps mishaps = write -> null;

    /**
     * A ticket that was opened.
     *
     * @param number   its number
     * @param clientId the customer
     * @param summary  one line
     * @param text     the text
     * @param eventId  the event's id in the text, or null
     * @param open     whether it is still open
     */
    public record Ticket(int number, int clientId, String summary, String text, String eventId, boolean open) {
    }

    /**
     * A note on a ticket.
     *
     * @param ticket  the ticket's number
     * @param text    the text
     * @param eventId the event's id in the text, or null
     */
    public record Note(int ticket, String text, String eventId) {
    }

    /**
     * What goes wrong with a call.
     *
     * @param done   whether the system does first what it was asked for
     * @param status the answer; 0 is none, and the connection is gone
     */
    public record Mishap(boolean done, int status) {
    }

    /** Decides call by call what goes wrong. */
    @FunctionalInterface
    public interface Mishaps {

        /**
         * What goes wrong with this call.
         *
         * @param  write whether the call opens a ticket or writes a note
         * @return       a mishap, or null
         */
        Mishap next(boolean write);
    }

    /** A call that the system does not understand; it is answered 400. */
    protected static final class BadCallException extends Exception {

        private static final long serialVersionUID = 1L;

        /**
         * For subclasses.
         *
         * @param message what is wrong
         */
        protected BadCallException(String message) {
            super(message);
        }
    }

    /**
     * A call of the API.
     *
     * @param method  GET or POST
     * @param path    without the query
     * @param query   decoded
     * @param headers of the request
     * @param body    empty for GET
     */
    protected record Call(String method, String path, Map<String, String> query, Headers headers, byte[] body) {
    }

    /**
     * Starts it.
     *
     * @throws IOException if it cannot listen
     */
    protected TicketSystem() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Does what a call asks for.
     *
     * @param  call             the call
     * @return                  the body of the answer
     * @throws IOException      if the body is no JSON
     * @throws BadCallException if it is no call of this API
     */
    protected abstract JsonNode handle(Call call) throws IOException, BadCallException;

    /**
     * Where it is.
     *
     * @return scheme, host and port
     */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /**
     * Refuses every call from now on.
     *
     * @param status the answer, such as 503; 0 is back to work
     */
    public void failWith(int status) {
        mishaps = status == 0 ? write -> null : write -> new Mishap(false, status);
    }

    /**
     * Lets calls fail from now on.
     *
     * @param newMishaps asked for each call, by several threads
     */
    public void failBy(Mishaps newMishaps) {
        mishaps = newMishaps;
    }

    /**
     * Refuses every call in which a text is, such as the name of an incident, from now on.
     *
     * @param text   in the query or the body
     * @param status the answer, such as 500; 0 is back to work
     */
    public void failOn(String text, int status) {
        poison.put(text, status);
    }

    private Mishap poisoned(Call call) {
        String body = new String(call.body(), StandardCharsets.UTF_8);
        return poison.entrySet().stream()
                .filter(each -> each.getValue() > 0
                        && (call.query().toString().contains(each.getKey()) || body.contains(each.getKey())))
                .findFirst().map(each -> new Mishap(false, each.getValue())).orElse(null);
    }

    /**
     * The next ticket or note is kept, but whoever sent it does not get to know.
     *
     * @param status the answer instead of the right one; 0 is none, and the connection is gone
     */
    public void loseNextAnswer(int status) {
        nextMishap.set(new Mishap(true, status));
    }

    /**
     * Closes a ticket.
     *
     * @param number its number
     */
    public void closeTicket(int number) {
        tickets.replaceAll(ticket -> ticket.number() != number
                ? ticket
                : new Ticket(number, ticket.clientId(), ticket.summary(), ticket.text(), ticket.eventId(), false));
    }

    /**
     * The tickets that were opened.
     *
     * @return in their order
     */
    public List<Ticket> tickets() {
        return List.copyOf(tickets);
    }

    /**
     * The notes on all tickets.
     *
     * @return in their order
     */
    public List<Note> notes() {
        return List.copyOf(notes);
    }

    /**
     * How many calls failed.
     *
     * @return the count
     */
    public int refused() {
        return refused.get();
    }

    /**
     * Opens a ticket.
     *
     * @param  clientId the customer
     * @param  summary  one line
     * @param  text     the text
     * @return          the ticket
     */
    protected synchronized Ticket open(int clientId, String summary, String text) {
        Ticket ticket = new Ticket(1001 + tickets.size(), clientId, summary, text, eventId(text), true);
        tickets.add(ticket);
        return ticket;
    }

    /**
     * Writes a note.
     *
     * @param  ticket           the ticket's number
     * @param  text             the text
     * @throws BadCallException if there is no such ticket
     */
    protected synchronized void note(int ticket, String text) throws BadCallException {
        if (tickets.stream().noneMatch(known -> known.number() == ticket)) {
            throw new BadCallException("No ticket " + ticket);
        }
        notes.add(new Note(ticket, text, eventId(text)));
    }

    private static String eventId(String text) {
        Matcher id = EVENT_ID.matcher(text);
        return id.find() ? id.group(1) : null;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = new Call(
                    exchange.getRequestMethod(), exchange.getRequestURI().getPath(),
                    query(exchange.getRequestURI().getRawQuery()),
                    exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes());
            boolean write = call.method().equals("POST");
            Mishap mishap = write ? nextMishap.getAndSet(null) : null;
            if (mishap == null) {
                mishap = poisoned(call);
            }
            if (mishap == null) {
                mishap = mishaps.next(write);
            }
            int status = write ? 201 : 200;
            byte[] answer = new byte[0];
            if (mishap == null || mishap.done()) {
                try {
                    answer = mapper.writeValueAsBytes(handle(call));
                } catch (JsonProcessingException | BadCallException e) {
                    status = 400;
                }
            }
            if (mishap != null) {
                status = mishap.status();
                answer = new byte[0];
            }
            if (status == 0 || status >= 400) {
                refused.incrementAndGet();
            }
            if (status > 0) {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
                exchange.getResponseBody().write(answer);
            }
        }
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw != null && !raw.isEmpty()) {
            Arrays.stream(raw.split("&")).map(pair -> pair.split("=", 2)).forEach(
                    pair -> query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        }
        return query;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
