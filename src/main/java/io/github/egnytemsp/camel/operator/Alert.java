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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.model.Json;

/**
 * A message about what has changed, for the templates.
 *
 * @param id    the same for each try to send it, another one for each message
 * @param bad   what is wrong and was not told before
 * @param good  what was told before, and is good again
 * @param still what was told before, and is still wrong
 */
public record Alert(String id, List<Problem> bad, List<Problem> good, List<Problem> still) {

    /** What is wrong after it. */
    List<Problem> known() {
        return Stream.concat(still.stream(), bad.stream()).toList();
    }

    ObjectNode toJson() {
        ObjectNode json = Json.mapper().createObjectNode().put("id", id);
        json.set("bad", array(bad));
        json.set("good", array(good));
        json.set("still", array(still));
        return json;
    }

    static Alert of(JsonNode json) {
        return new Alert(json.path("id").asText(), list(json.path("bad")), list(json.path("good")), list(json.path("still")));
    }

    static ArrayNode array(List<Problem> problems) {
        ArrayNode array = Json.mapper().createArrayNode();
        problems.forEach(problem -> array.add(problem.toJson()));
        return array;
    }

    static List<Problem> list(JsonNode array) {
        List<Problem> problems = new ArrayList<>();
        array.forEach(problem -> problems.add(Problem.of(problem)));
        return List.copyOf(problems);
    }
}
