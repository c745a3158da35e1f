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
package io.github.egnytemsp.camel.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Settings of the simulator and of its account by HTTP. */
final class ControlSettings implements Router.Resource {

    private record Setting(Supplier<Object> get, Consumer<JsonNode> set) {
    }

    private static final String PATH = ControlHelp.PATH + "/settings";

    private final Map<String, Setting> settings = new LinkedHashMap<>();

    ControlSettings(EgnyteMspSimulator simulator) {
        SimulatorSettings<?> of = simulator.settings();
        add("maxWebhooks", () -> of.maxWebhooks, value -> of.maxWebhooks(ControlBody.integer(value)));
        add("callsPerSecond", () -> of.callsPerSecond, value -> of.callsPerSecond(ControlBody.integer(value)));
        add("callsPerDay", () -> of.callsPerDay, value -> of.callsPerDay(ControlBody.integer(value)));
        add("overLimitStyle", () -> of.overLimitStyle,
                value -> of.overLimitStyle(ControlBody.choice(OverLimitStyle.class, value)));
        add("retryAfterForm", () -> of.retryAfterForm,
                value -> of.retryAfterForm(ControlBody.choice(RetryAfterForm.class, value)));
        add("refusedTokenStyle", () -> of.refusedTokenStyle,
                value -> of.refusedTokenStyle(ControlBody.choice(RefusedTokenStyle.class, value)));
        add("retrySchedule", () -> of.retrySchedule.stream().map(Durations::print).toList(),
                value -> of
                        .retrySchedule(StreamSupport.stream(value.spliterator(), false).map(ControlBody::duration).toList()));
        add("failAfter", () -> of.failAfter, value -> of.failAfter(ControlBody.integer(value)));
        add("disableAfter", () -> of.disableAfter, value -> of.disableAfter(ControlBody.integer(value)));
        add("deliveryTimeout", () -> Durations.print(of.deliveryTimeout),
                value -> of.deliveryTimeout(ControlBody.duration(value)));
        add("enableOnUpdate", () -> of.enableOnUpdate, value -> of.enableOnUpdate(ControlBody.flag(value)));
        add("slashAfterLists", () -> of.slashAfterLists, value -> of.slashAfterLists(ControlBody.flag(value)));
        SimulatedAccount account = simulator.account();
        add("pageSize", account::pageSize, value -> account.pageSize(ControlBody.integer(value)));
        add("completeLists", account::completeLists, value -> account.completeLists(ControlBody.flag(value)));
        add("absoluteNextLinks", account::absoluteNextLinks, value -> account.absoluteNextLinks(ControlBody.flag(value)));
        add("nextHost", account::nextHost, value -> account.nextHost(textOrNull(value)));
        add("nextPath", account::nextPath, value -> account.nextPath(textOrNull(value)));
    }

    private void add(String name, Supplier<Object> get, Consumer<JsonNode> set) {
        settings.put(name, new Setting(get, set));
    }

    @Override
    public void addTo(Router router) {
        router.on("GET", PATH, request -> all()).on("POST", PATH, this::change);
    }

    private Answer all() {
        ObjectNode all = Json.object();
        settings.forEach((name, setting) -> all.set(name, Json.tree(setting.get().get())));
        return Answer.json(200, all);
    }

    private Answer change(Request request) {
        ObjectNode body = ControlBody.read(request, settings.keySet());
        List<String> problems = new ArrayList<>();
        body.properties().forEach(field -> {
            try {
                settings.get(field.getKey()).set().accept(field.getValue());
            } catch (IllegalArgumentException e) {
                problems.add(field.getKey() + ": " + e.getMessage());
            }
        });
        if (!problems.isEmpty()) {
            throw ControlErrors.refusal(400, String.join("; ", problems));
        }
        return all();
    }

    private static String textOrNull(JsonNode value) {
        return value.isNull() ? null : ControlBody.text(value);
    }
}
