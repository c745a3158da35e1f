package io.github.egnytemsp.camel.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.model.MspRecord;
import io.github.egnytemsp.camel.model.MspRecords;
import org.apache.camel.RuntimeCamelException;

/**
 * A list of the API, page by page: the next page is asked for when it is needed, and only one is held. The address of the
 * next page is followed on the API's own host only, because the access token goes there.
 *
 * @param <T> what is listed
 */
public final class Pages<T extends MspRecord> implements Iterator<T> {

    private final CallExecutor executor;
    private final String path;
    private final int maxPages;
    private final Function<JsonNode, T> reader;
    private String nextQuery;
    private boolean more = true;
    private int pages;
    private Iterator<T> page = List.<T> of().iterator();
    private final Set<String> followed = new HashSet<>();
    private ApiResult<ObjectNode> last;

    Pages(CallExecutor executor, String path, String planName, int maxPages, Function<JsonNode, T> reader) {
        this.executor = executor;
        this.path = path;
        this.maxPages = maxPages;
        this.reader = reader;
        this.nextQuery = planName == null ? null : "planName=" + URLEncoder.encode(planName, StandardCharsets.UTF_8);
    }

    /**
     * Every record of every page that is left.
     *
     * @return                      the records, and what the last answer told
     * @throws EgnyteMspException   if a page cannot be had
     * @throws InterruptedException if the thread was interrupted
     */
    public ApiResult<MspRecords<T>> all() throws EgnyteMspException, InterruptedException {
        List<T> records = new ArrayList<>();
        page.forEachRemaining(records::add);
        while (fetch()) {
            page.forEachRemaining(records::add);
        }
        return new ApiResult<>(new MspRecords<>(records), last.httpStatus(), last.callsToday(), last.callsPerDay());
    }

    /**
     * {@inheritDoc}
     *
     * @throws RuntimeCamelException if a page cannot be had: its cause says why
     */
    @Override
    public boolean hasNext() {
        try {
            while (!page.hasNext()) {
                if (!fetch()) {
                    return false;
                }
            }
            return true;
        } catch (EgnyteMspException e) {
            throw new RuntimeCamelException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeCamelException(e);
        }
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.next();
    }

    private boolean fetch() throws EgnyteMspException, InterruptedException {
        if (!more || maxPages > 0 && pages == maxPages) {
            return false;
        }
        last = executor.execute(ApiCall.get("list", path, nextQuery), Pages::object);
        pages++;
        List<T> records = new ArrayList<>();
        last.value().path("results").forEach(record -> records.add(reader.apply(record)));
        page = records.iterator();
        JsonNode next = last.value().path("next");
        more = next.isTextual() && !next.textValue().isBlank();
        if (more) {
            follow(next.textValue());
        }
        return true;
    }

    private static ObjectNode object(JsonNode answer) {
        if (answer instanceof ObjectNode object && object.path("results").isArray()) {
            return object;
        }
        throw new IllegalStateException("a page was expected");
    }

    /**
     * Absolute or relative: which one Egnyte sends is not documented. Only the query is taken from it; its scheme does not
     * count, because a server behind a proxy that ends TLS tends to say http.
     */
    private void follow(String next) throws EgnyteMspException {
        URI here = URI.create(executor.baseUrl() + HttpTransport.API + path);
        try {
            // a query alone would be resolved against the folder: java.net.URI follows RFC 2396
            URI there = here.resolve(new URI(next.startsWith("?") ? here.getRawPath() + next : next));
            boolean same = here.getRawAuthority().equalsIgnoreCase(there.getRawAuthority())
                    && trimmed(here.getRawPath()).equals(trimmed(there.getRawPath()));
            if (same && there.getRawQuery() != null && followed.add(there.getRawQuery())) {
                nextQuery = there.getRawQuery();
                return;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new EgnyteMspException(
                "The next page of " + path + " was not asked for: its address is not one of " + here
                                     + " that was not asked for before, and the access token goes nowhere else",
                last.httpStatus(), null, null, null);
    }

    private static String trimmed(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
