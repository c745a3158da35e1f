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
package io.github.egnytemsp.camel.psa;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A ticket system on 127.0.0.1, with bad days; what its API looks like is up to its subclasses. */
public abstract class PsaServer implements AutoCloseable {

    static {
        // else the JDK's server waits 40 ms between the head and the body of each answer; read once, by the first server
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final int FIRST_TICKET = 1001;
    private static final int BLOCK = 65_536;

    final ObjectMapper mapper = new ObjectMapper();
    private final List<Ticket> tickets = new CopyOnWriteArrayList<>();
    private final List<Note> notes = new CopyOnWriteArrayList<>();
    private final Map<Step, AtomicInteger> calls = new EnumMap<>(Step.class);
    private final Map<Step, ConcurrentLinkedQueue<Fault>> once = new EnumMap<>(Step.class);
    private final Map<Step, Fault> always = new ConcurrentHashMap<>();
    private final Map<String, Integer> poison = new ConcurrentHashMap<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /**
     * Starts it.
     *
     * @param  port        where it listens; 0 for any that is free
     * @throws IOException if it cannot listen
     */
    protected PsaServer(int port) throws IOException {
        for (Step step : Step.values()) {
            calls.put(step, new AtomicInteger());
            once.put(step, new ConcurrentLinkedQueue<>());
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** What a call is for; a refusal if it is none of this API. */
    abstract Step step(Call call) throws Refusal;

    /** Refuses a call whose login is wrong. */
    abstract void checkLogin(Call call) throws Refusal;

    /** Does what a call asks for. */
    abstract Reply handle(Step step, Call call) throws IOException, Refusal;

    /** A refusal in this system's form. */
    abstract Refusal refusal(String text);

    /** The status of a ticket that is open, or closed. */
    abstract int status(boolean open);

    /**
     * The settings by which the shipped routes find it, and log in.
     *
     * @return properties
     */
    public abstract Map<String, String> properties();

    /**
     * Where it is.
     *
     * @return scheme, host and port
     */
    public final String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /**
     * Refuses every call from now on, except for a token.
     *
     * @param status the answer, such as 503; 0 is back to work
     */
    public final void failWith(int status) {
        for (Step step : Step.values()) {
            if (step != Step.LOGIN) {
                fail(step, status == 0 ? null : Fault.status(status));
            }
        }
    }

    /**
     * Lets every call of a kind fail from now on.
     *
     * @param step  the kind
     * @param fault what goes wrong; null for nothing
     */
    public final void fail(Step step, Fault fault) {
        if (fault == null) {
            always.remove(step);
        } else {
            always.put(step, fault);
        }
    }

    /**
     * Lets the next call of a kind fail.
     *
     * @param step  the kind
     * @param fault what goes wrong
     */
    public final void failOnce(Step step, Fault fault) {
        once.get(step).add(fault);
    }

    /** Takes back what was to fail once and has not happened. */
    public final void clearFaults() {
        once.values().forEach(ConcurrentLinkedQueue::clear);
    }

    /**
     * Refuses every call in which a text is, from now on.
     *
     * @param text   in the query or the body
     * @param status the answer, such as 500; 0 is back to work
     */
    public final void failOn(String text, int status) {
        poison.put(text, status);
    }

    /**
     * How many calls of a kind there were.
     *
     * @param  step the kind
     * @return      the count
     */
    public final int calls(Step step) {
        return calls.get(step).get();
    }

    /**
     * How many calls failed.
     *
     * @return the count
     */
    public final int refused() {
        return refused.get();
    }

    /**
     * How many calls have waited for an answer that does not come, since the start.
     *
     * @return the count
     */
    public final int waiting() {
        return waiting.get();
    }

    /**
     * The tickets.
     *
     * @return in the order in which they were opened
     */
    public final List<Ticket> tickets() {
        return List.copyOf(tickets);
    }

    /**
     * The tickets that came over the API, not from a technician.
     *
     * @return in the order in which they were opened
     */
    public final List<Ticket> sentTickets() {
        return tickets.stream().filter(ticket -> ticket.sent() != null).toList();
    }

    /**
     * The notes on all tickets that came over the API, not from a technician.
     *
     * @return in the order in which they were written
     */
    public final List<Note> notes() {
        return notes.stream().filter(note -> note.sent() != null).toList();
    }

    /**
     * A technician opens a ticket.
     *
     * @param  customer the customer's id
     * @param  summary  one line
     * @param  text     the text
     * @return          the ticket
     */
    public final Ticket addTicket(int customer, String summary, String text) {
        return open(customer, summary, text, false, null);
    }

    /**
     * A technician writes a note.
     *
     * @param ticket the ticket's number
     * @param text   the text
     */
    public final void addNote(int ticket, String text) {
        note(ticket, text, false, null);
    }

    /**
     * A technician closes a ticket.
     *
     * @param number its number
     */
    public final void closeTicket(int number) {
        setStatus(number, status(false), false);
    }

    final synchronized Ticket open(int customer, String summary, String text, boolean visible, JsonNode sent) {
        Ticket ticket = new Ticket(
                FIRST_TICKET + tickets.size(), customer, summary, text, visible, status(true), true, sent);
        tickets.add(ticket);
        return ticket;
    }

    final synchronized Note note(int ticket, String text, boolean visible, JsonNode sent) {
        Note note = new Note(1 + notes.size(), ticket, text, visible, sent);
        notes.add(note);
        return note;
    }

    final synchronized void setStatus(int number, int status, boolean open) {
        tickets.replaceAll(ticket -> ticket.number() == number ? ticket.withStatus(status, open) : ticket);
    }

    final Ticket ticket(int number) throws Refusal {
        return tickets.stream().filter(ticket -> ticket.number() == number).findFirst()
                .orElseThrow(() -> refusal("There is no ticket " + number));
    }

    final Ticket openTicket(int number) throws Refusal {
        Ticket ticket = ticket(number);
        if (!ticket.open()) {
            throw refusal("Ticket " + number + " is closed and takes no notes");
        }
        return ticket;
    }

    /** Those on a ticket, the newest first. */
    final List<Note> notesOn(int ticket) {
        return notes.stream().filter(note -> note.ticket() == ticket)
                .sorted(Comparator.comparing(Note::number).reversed()).toList();
    }

    /** The JSON of a body. */
    final JsonNode json(Call call) throws JsonProcessingException, Refusal {
        String type = String.valueOf(call.header("Content-Type"));
        if (!type.startsWith("application/json")) {
            throw new Refusal(415, "Unsupported media type: " + type);
        }
        return mapper.readTree(call.body());
    }

    /** A whole number in a query. */
    final int number(Call call, String name, int otherwise, int least, int most) throws Refusal {
        String text = call.query().get(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw refusal("The value '" + text + "' is not valid for " + name);
        }
        return Integer.parseInt(text);
    }

    /** A field that must be a whole number above 0. */
    final int id(JsonNode object, String name) throws Refusal {
        JsonNode id = object.at("/" + name.replace('.', '/'));
        if (!id.isInt() || id.intValue() < 1) {
            throw refusal("The field " + name + " must be a number, and is " + (id.isMissingNode() ? "missing" : id));
        }
        return id.intValue();
    }

    /** A field that must be a text of one line, or of several. */
    final String text(JsonNode object, String name, int most, boolean oneLine) throws Refusal {
        JsonNode text = object.path(name);
        if (!text.isTextual() || text.textValue().isBlank()) {
            throw refusal("The field " + name + " is required");
        }
        if (text.textValue().length() > most) {
            throw refusal("The field " + name + " must be a string with a maximum length of " + most);
        }
        if (oneLine && text.textValue().chars().anyMatch(Character::isISOControl)) {
            throw refusal("The field " + name + " holds characters that are not allowed");
        }
        return text.textValue();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = Call.of(
                    exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(),
                    exchange.getRequestBody().readAllBytes());
            Fault fault = null;
            int status;
            String body;
            try {
                Step step = step(call);
                calls.get(step).incrementAndGet();
                fault = fault(step, call);
                Reply reply = fault == null || fault.done() ? reply(step, call) : null;
                status = fault == null ? reply.status() : fault.status();
                body = fault == null || fault.text() == null ? mapper.writeValueAsString(reply.body()) : fault.text();
                if (reply != null) {
                    reply.headers().forEach(exchange.getResponseHeaders()::set);
                }
            } catch (JsonProcessingException e) {
                status = 400;
                body = "The body is no JSON";
            } catch (Refusal e) {
                status = e.status();
                body = e.getMessage();
            }
            if (fault != null && fault.manner() == Fault.Manner.NEVER) {
                awaitClose();
            }
            if (status == 0 || status >= 400) {
                refused.incrementAndGet();
            }
            if (status > 0) {
                send(exchange, status, body, fault);
            }
        }
    }

    private void awaitClose() {
        waiting.incrementAndGet();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply reply(Step step, Call call) throws IOException, Refusal {
        checkLogin(call);
        return handle(step, call);
    }

    private Fault fault(Step step, Call call) {
        Fault next = once.get(step).poll();
        if (next != null) {
            return next;
        }
        return poison.entrySet().stream().filter(each -> each.getValue() > 0 && call.holds(each.getKey()))
                .map(each -> Fault.status(each.getValue())).findFirst().orElse(always.get(step));
    }

    private void send(HttpExchange exchange, int status, String body, Fault fault) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set(
                "Content-Type",
                body.startsWith("{") || body.startsWith("[") ? "application/json" : "text/plain; charset=utf-8");
        if (fault != null && fault.retryAfter() != null) {
            exchange.getResponseHeaders().set("Retry-After", fault.retryAfter());
        }
        Fault.Manner manner = fault == null ? Fault.Manner.WHOLE : fault.manner();
        if (manner == Fault.Manner.ENDLESS) {
            exchange.sendResponseHeaders(status, 0);
            endless(exchange.getResponseBody());
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (manner == Fault.Manner.BYTE_BY_BYTE) {
            byteByByte(exchange.getResponseBody(), bytes);
        } else {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** JSON that could become an answer, until the caller hangs up. */
    private void endless(OutputStream out) throws IOException {
        out.write('[');
        byte[] block = "{}, ".repeat(BLOCK / 4).getBytes(StandardCharsets.UTF_8);
        while (closed.getCount() > 0) {
            out.write(block);
        }
    }

    private void byteByByte(OutputStream out, byte[] bytes) throws IOException {
        try {
            for (byte each : bytes) {
                out.write(each);
                out.flush();
                if (closed.await(1, TimeUnit.SECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One page of a list, from 1. */
    static <T> List<T> page(Stream<T> all, int page, int size) {
        return all.skip((page - 1L) * size).limit(size).toList();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
