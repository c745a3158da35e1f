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
package io.github.egnytemsp.camel.sinks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Calls the routes of a ticket system, whose name is the variable {@code system}. */
abstract class TicketCaller extends RouteCaller {

    /** More than thousands of notes on one ticket: it does not end. */
    private static final int MOST_PAGES = 200;
    private static final int MOST_RECORDS = 5000;
    private static final int LONGEST_RECORDS = 16 * 1024 * 1024;
    /** In UTF-16 units: ConnectWise takes no more. */
    private static final int LONGEST_SUBJECT = 100;

    /**
     * The tag in brackets, by which the ticket is found again, and what fits of the words. They may have the tag
     * already.
     */
    static String subject(Map<String, Object> variables, Object words) {
        String tag = "[" + variables.get("tag") + "] ";
        String subject = words.toString();
        return beginning(subject.startsWith(tag) ? subject : tag + subject);
    }

    /** What a search has found is more than what it is asked for: what quotes the tag, and what is like it. */
    static boolean isTagged(JsonNode found, Map<String, Object> variables) {
        return found.path("summary").asText().startsWith("[" + variables.get("tag") + "]");
    }

    private static String beginning(String subject) {
        int end = Math.min(subject.length(), LONGEST_SUBJECT);
        return subject.substring(0,
                end < subject.length() && Character.isHighSurrogate(subject.charAt(end - 1)) ? end - 1 : end);
    }

    final ObjectNode settings(String kind, Map<String, Object> variables) {
        return TicketSettings.below(getCamelContext(), variables.get("system") + "." + kind);
    }

    /** The records of every page of a list. */
    final List<JsonNode> pages(String call, String list, Map<String, Object> variables) throws Exception {
        List<JsonNode> all = new ArrayList<>();
        long length = 0;
        for (int page = 1; page <= MOST_PAGES; page++) {
            variables.put("page", page);
            JsonNode answer = call(call, JsonNodeFactory.instance.objectNode(), variables);
            if (!answer.path(list).isArray()) {
                throw new IllegalStateException(
                        "direct:" + variables.get("system") + "-" + call + " must return {\"" + list
                                                + "\":[...],\"more\":...}");
            }
            answer.path(list).forEach(all::add);
            length += answer.toString().length();
            if (all.size() > MOST_RECORDS || length > LONGEST_RECORDS) {
                throw new IllegalStateException(
                        "direct:" + variables.get("system") + "-" + call + " returned " + all.size() + " records with " + length
                                                + " characters. At most " + MOST_RECORDS + " with " + LONGEST_RECORDS
                                                + " are read");
            }
            JsonNode more = answer.path("more");
            if (more.isTextual() ? more.textValue().isEmpty() : !more.asBoolean()) {
                variables.remove("next");
                return all;
            }
            variables.put("next", more.asText());
        }
        throw new IllegalStateException(
                "direct:" + variables.get("system") + "-" + call + " still has more after " + MOST_PAGES + " pages");
    }

    /** Calls a route; a missing node if it has no answer. */
    final JsonNode call(String call, JsonNode body, Map<String, Object> variables) throws Exception {
        String route = "direct:" + variables.get("system") + "-" + call;
        JsonNode answer
                = send(route, variables, request -> request.getMessage().setBody(body)).getMessage().getBody(JsonNode.class);
        return answer == null ? MissingNode.getInstance() : answer;
    }
}
