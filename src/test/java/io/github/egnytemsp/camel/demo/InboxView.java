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

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What is stored in an inbox. */
public final class InboxView {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String url;

    InboxView(String url) {
        this.url = url;
    }

    /**
     * How many events a subscription has in a state.
     *
     * @param  subscription its name
     * @param  state        waiting, running, handled, failed or skipped
     * @return              0 or more
     */
    public long count(String subscription, String state) {
        return count(Map.of("subscription", subscription, "state", state));
    }

    /**
     * How many events there are.
     *
     * @param  filters none for all
     * @return         0 or more
     */
    public long count(Map<String, Object> filters) {
        return list(filters).size();
    }

    /**
     * The events, newest first.
     *
     * @param  filters none for all
     * @return         an array
     */
    public JsonNode list(Map<String, Object> filters) {
        List<Object> parameters = new ArrayList<>();
        ArrayNode list = MAPPER.createArrayNode();
        query("select id, event_type, body, malformed from egnyte_msp_event e where " + where(filters, parameters)
              + " order by seq desc",
                parameters, row -> list.addObject().put("eventId", row.getString(1)).put("eventType", row.getString(2))
                        .put("payload", new String(row.getBytes(3), StandardCharsets.UTF_8))
                        .put("malformed", row.getString(4)));
        return list;
    }

    private static String where(Map<String, Object> filters, List<Object> parameters) {
        List<String> and = new ArrayList<>(List.of("1 = 1"));
        List<String> delivery = new ArrayList<>();
        filters.forEach((name, value) -> {
            switch (name) {
                case "subscription", "state" -> delivery.add("d." + name + " = ?");
                default -> {
                    and.add(switch (name) {
                        case "eventId" -> "id = ?";
                        case "eventType" -> "event_type = ?";
                        case "text" -> "instr(cast(body as text), ?) > 0";
                        case "since" -> "stored_at >= ?";
                        default -> throw new IllegalArgumentException(name);
                    });
                    parameters.add(name.equals("since") ? Instant.parse((String) value).toEpochMilli() : value);
                }
            }
        });
        if (!delivery.isEmpty()) {
            and.add("seq in (select d.seq from egnyte_msp_delivery d where " + String.join(" and ", delivery) + ")");
            filters.forEach((name, value) -> {
                if (name.equals("subscription") || name.equals("state")) {
                    parameters.add(value);
                }
            });
        }
        return String.join(" and ", and);
    }

    /**
     * Has events handled once more.
     *
     * @param  filters which
     * @return         how many
     */
    public long replay(Map<String, Object> filters) {
        List<Object> parameters = new ArrayList<>();
        String where = where(filters, parameters);
        if (filters.containsKey("subscription")) {
            parameters.add(filters.get("subscription"));
        }
        try (Connection connection = DriverManager.getConnection(url + "?busy_timeout=10000");
             PreparedStatement statement = connection.prepareStatement(
                     "update egnyte_msp_delivery set state = 'waiting', due_at = 0, failures = 0, replayed = 1 where"
                                                                       + " state in ('waiting', 'handled', 'failed') and seq in"
                                                                       + " (select seq from egnyte_msp_event where " + where
                                                                       + ")"
                                                                       + (filters.containsKey("subscription")
                                                                               ? " and subscription = ?" : ""))) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * An event with its payload, and every try of each subscription.
     *
     * @param  eventId its id
     * @return         an object
     */
    public JsonNode get(String eventId) {
        JsonNode found = list(Map.of("eventId", eventId)).path(0);
        if (found instanceof ObjectNode event) {
            ArrayNode tries = event.putArray("tries");
            query("select subscription, outcome, error from egnyte_msp_try where seq = (select seq from egnyte_msp_event where id = ?)",
                    List.of(eventId), row -> tries.addObject().put("subscription", row.getString(1))
                            .put("outcome", row.getString(2)).put("error", row.getString(3)));
        }
        return found;
    }

    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private void query(String sql, List<Object> parameters, Reader reader) {
        try (Connection connection = DriverManager.getConnection(url + "?busy_timeout=10000");
             PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
