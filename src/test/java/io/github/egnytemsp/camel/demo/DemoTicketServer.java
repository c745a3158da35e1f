package io.github.egnytemsp.camel.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A ticket system with the one call of HaloPSA's API that the routes make, and with bad days. */
public final class DemoTicketServer implements AutoCloseable {

    private static final Pattern EVENT_ID = Pattern.compile("Event id: ([0-9a-f]{64})");

    private final ObjectMapper mapper = new ObjectMapper();
    private final List<Ticket> tickets = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpServer server;
    private volatile int failure;

    /**
     * A ticket that was opened.
     *
     * @param number      its number
     * @param clientId    the customer
     * @param summary     one line
     * @param detailsHtml the text
     * @param eventId     the event's id in the text, or null
     */
    public record Ticket(int number, int clientId, String summary, String detailsHtml, String eventId) {
    }

    /**
     * Starts it on a free port of 127.0.0.1.
     *
     * @throws IOException if it cannot listen
     */
    public DemoTicketServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/Tickets", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Where it is.
     *
     * @return scheme, host and port
     */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /**
     * Refuses every ticket from now on.
     *
     * @param status the answer, such as 503; 0 is back to work
     */
    public void failWith(int status) {
        failure = status;
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
     * How many calls were refused.
     *
     * @return the count
     */
    public int refused() {
        return refused.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int status = failure;
            byte[] answer = new byte[0];
            if (status == 0) {
                try {
                    answer = open(body);
                    status = 201;
                } catch (JsonProcessingException | IllegalArgumentException e) {
                    status = 400;
                }
            }
            if (status >= 400) {
                refused.incrementAndGet();
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private synchronized byte[] open(byte[] body) throws IOException {
        JsonNode array = mapper.readTree(body);
        JsonNode ticket = array.path(0);
        if (!array.isArray() || array.size() != 1 || !ticket.path("summary").isTextual() || !ticket.path("client_id").isInt()) {
            throw new IllegalArgumentException("Not an array of one ticket");
        }
        String details = ticket.path("details_html").asText();
        Matcher id = EVENT_ID.matcher(details);
        Ticket opened = new Ticket(
                1001 + tickets.size(), ticket.path("client_id").intValue(), ticket.path("summary").textValue(), details,
                id.find() ? id.group(1) : null);
        tickets.add(opened);
        return mapper.writeValueAsBytes(mapper.createArrayNode().add(((ObjectNode) ticket)
                .put("id", opened.number())));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
