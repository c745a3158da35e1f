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
package io.github.egnytemsp.camel.operator;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.inbox.InboxException;
import io.github.egnytemsp.camel.model.Json;
import org.apache.camel.spi.StateRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one way of telling people has told. It is kept in the database, so that a restart, a deployment or another
 * replica tells nothing again; and so is a message that was not sent yet. While the database is away, only that is
 * told, and remembered here.
 */
final class AlertChannel {

    private static final Logger LOG = LoggerFactory.getLogger(AlertChannel.class);

    private final String name;
    private final StateRepository<String, String> memory;
    /** Of the look before: what was wrong, and what of the known was not. */
    private Set<String> badBefore = Set.of();
    private Set<String> goodBefore = Set.of();
    private State away = new State(List.of(), null);
    private boolean isAway;

    /** What was told, and what is being told. */
    private record State(List<Problem> known, Alert pending) {

        String text() {
            ObjectNode json = Json.mapper().createObjectNode();
            json.set("known", Alert.array(known));
            if (pending != null) {
                json.set("pending", pending.toJson());
            }
            return json.toString();
        }

        static State of(String text) {
            try {
                JsonNode json = Json.mapper().readTree(text == null ? "{}" : text);
                return new State(
                        Alert.list(json.path("known")), json.has("pending") ? Alert.of(json.get("pending")) : null);
            } catch (JsonProcessingException | IllegalArgumentException e) {
                LOG.warn("The record of sent alerts cannot be read, and they are sent again: {}", e.getClass().getSimpleName());
                return new State(List.of(), null);
            }
        }
    }

    /**
     * @param name   of the way
     * @param memory where it is kept
     */
    AlertChannel(String name, StateRepository<String, String> memory) {
        this.name = name;
        this.memory = memory;
    }

    String name() {
        return name;
    }

    /**
     * Looks at what is wrong. A change is told when two looks in a row have seen it.
     *
     * @param  problems what is wrong
     * @param  isKnown  whether a problem, by its id, would be seen if it were there
     * @param  isTeller whether this replica tells; another one does, and this one only looks
     * @return          what is to be sent now, or null. {@link #told} says that it was
     */
    Alert look(List<Problem> problems, Predicate<String> isKnown, boolean isTeller) {
        State state = load();
        List<Problem> seen
                = problems.stream().filter(problem -> !isAway || problem.id().equals(ProblemRules.INBOX)).toList();
        Set<String> bad = ids(seen);
        Set<String> known = ids(state.known);
        Set<String> good = known.stream().filter(id -> !bad.contains(id) && isKnown.test(id)).collect(Collectors.toSet());
        List<Problem> worse
                = seen.stream().filter(problem -> badBefore.contains(problem.id()) && !known.contains(problem.id())).toList();
        List<Problem> better = state.known.stream()
                .filter(problem -> good.contains(problem.id()) && goodBefore.contains(problem.id())).toList();
        badBefore = bad;
        goodBefore = good;
        if (!isTeller) {
            return null;
        }
        if (state.pending != null) {
            return state.pending;
        }
        if (worse.isEmpty() && better.isEmpty()) {
            return null;
        }
        List<Problem> still = state.known.stream().filter(problem -> !better.contains(problem)).toList();
        Alert alert = new Alert(UUID.randomUUID().toString(), worse, better, still);
        save(new State(state.known, alert));
        return alert;
    }

    /** The message is sent, or will never be. */
    void told(Alert alert) {
        save(new State(alert.known(), null));
    }

    private State load() {
        try {
            State state = State.of(memory.getState(key()));
            isAway = false;
            if (!away.known.isEmpty() && state.pending == null) {
                // the other way round it is told by what is kept
                Set<String> kept = ids(state.known);
                List<Problem> both = Stream
                        .concat(state.known.stream(), away.known.stream().filter(problem -> !kept.contains(problem.id())))
                        .toList();
                state = new State(both, null);
                away = new State(List.of(), null);
                memory.setState(key(), state.text());
            }
            return state;
        } catch (InboxException e) {
            LOG.debug("The record of sent alerts cannot be read now", e);
            isAway = true;
            return away;
        }
    }

    private void save(State state) {
        if (isAway) {
            away = state;
            return;
        }
        try {
            memory.setState(key(), state.text());
        } catch (InboxException e) {
            LOG.debug("The record of sent alerts cannot be stored now", e);
        }
    }

    private String key() {
        return "egnyte-msp alerts " + name;
    }

    private static Set<String> ids(List<Problem> problems) {
        return problems.stream().map(Problem::id).collect(Collectors.toSet());
    }
}
