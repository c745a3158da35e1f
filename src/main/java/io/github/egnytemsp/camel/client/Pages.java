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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.model.MspList;
import io.github.egnytemsp.camel.model.MspRecord;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.util.UnsafeUriCharactersEncoder;

/**
 * A list of the API, page by page: the next page is asked for when it is needed, and only one is held. Of the address
 * of the next page only the query is used, with the list's own path.
 *
 * @param <T> what is listed
 */
public final class Pages<T extends MspRecord> implements Iterator<T> {

    private final MspClient client;
    private final String path;
    private final int maxPages;
    private final Function<JsonNode, T> reader;
    private String nextQuery;
    private String next;
    private boolean more = true;
    private int pages;
    private long count = -1;
    private Iterator<T> page = List.<T> of().iterator();
    private final Set<String> asked = new HashSet<>();
    private ApiResult<ObjectNode> last;

    Pages(MspClient client, String path, String planName, int maxPages, Function<JsonNode, T> reader) {
        this.client = client;
        this.path = path;
        this.maxPages = maxPages;
        this.reader = reader;
        this.nextQuery = planName == null ? null : "planName=" + URLEncoder.encode(planName, StandardCharsets.UTF_8);
        this.asked.add(nextQuery == null ? "" : nextQuery);
    }

    /**
     * Every record of every page that is left.
     *
     * @return the records, and what the last answer told; it fails as calls of {@link MspClient} do
     */
    public CompletableFuture<ApiResult<MspList<T>>> all() {
        CompletableFuture<ApiResult<MspList<T>>> all = new CompletableFuture<>();
        collect(new ArrayList<>(), all);
        return all;
    }

    private void collect(List<T> records, CompletableFuture<ApiResult<MspList<T>>> all) {
        page.forEachRemaining(records::add);
        if (all.isCancelled()) {
            return;
        }
        fetch().whenComplete((fetched, failure) -> {
            if (failure != null) {
                all.completeExceptionally(Calls.unwrap(failure));
            } else if (fetched) {
                collect(records, all);
            } else {
                all.complete(new ApiResult<>(
                        new MspList<>(records), last.httpStatus(), last.callsToday(), last.callsPerDay()));
            }
        });
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
                if (!Calls.await(fetch())) {
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

    /**
     * How many records the list has, as its last page says.
     *
     * @return the number, -1 if it was not told
     */
    public long count() {
        return count;
    }

    private CompletableFuture<Boolean> fetch() {
        if (!more || maxPages > 0 && pages == maxPages) {
            return CompletableFuture.completedFuture(false);
        }
        try {
            if (next != null) {
                follow(next);
                // a page that fails can be asked for again
                next = null;
            }
        } catch (EgnyteMspException e) {
            return CompletableFuture.failedFuture(e);
        }
        return client.page(path, nextQuery).thenCompose(answer -> {
            try {
                read(answer);
                return CompletableFuture.completedFuture(true);
            } catch (EgnyteMspException e) {
                return CompletableFuture.failedFuture(e);
            }
        });
    }

    private void read(ApiResult<ObjectNode> answer) throws EgnyteMspException {
        last = answer;
        pages++;
        count = last.value().path("count").asLong(-1);
        List<T> records = new ArrayList<>();
        last.value().path("results").forEach(record -> records.add(reader.apply(record)));
        page = records.iterator();
        next = next(last.value().path("next"));
        more = next != null;
    }

    /**
     * The address of the next page, or null after the last one. In another form it is not taken for the end of the
     * list.
     */
    private String next(JsonNode next) throws EgnyteMspException {
        if (next.isNull() || next.isMissingNode() || next.isTextual() && next.textValue().isBlank()) {
            return null;
        }
        if (next.isTextual()) {
            return next.textValue();
        }
        throw new EgnyteMspException(
                "The next page of " + path + " was not requested: its address is not text but " + next.getNodeType(),
                last.httpStatus(), null, null, null);
    }

    static ObjectNode object(JsonNode answer) {
        if (answer instanceof ObjectNode object && object.path("results").isArray()) {
            return object;
        }
        throw new IllegalStateException("a page was expected");
    }

    private void follow(String next) throws EgnyteMspException {
        String query = queryOf(next);
        if (query == null || !asked.add(query)) {
            throw new EgnyteMspException(
                    "The next page of " + path + " was not requested: " + (query == null
                            ? "its address has no query" : "its query was already requested, and the list would never end"),
                    last.httpStatus(), null, null, null);
        }
        nextQuery = query;
    }

    /**
     * Which form the address of the next page has is not documented. Only its query counts, and is asked for at our own
     * path: so the access token goes nowhere else, whatever host and path are in it.
     *
     * @param  next the address of the next page, as it came
     * @return      its query, percent-encoded; null if it has none
     */
    static String queryOf(String next) {
        String address = next.trim();
        int start = address.indexOf('?') + 1;
        int end = address.indexOf('#');
        String query = start == 0 || end >= 0 && end < start ? "" : address.substring(start, end < 0 ? address.length() : end);
        return query.isEmpty() ? null : UnsafeUriCharactersEncoder.encodeHttpURI(query);
    }
}
