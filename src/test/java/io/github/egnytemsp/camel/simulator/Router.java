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

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds what handles a method and a path. A trailing slash counts: in Egnyte's API some paths have one, the others have
 * none.
 */
final class Router {

    /** Handles the requests of one route. */
    interface Handler {
        /** Answers, or throws {@link Refusal} with the answer. */
        Answer handle(Request request);
    }

    /** Some routes that belong together. */
    interface Resource {
        void addTo(Router router);
    }

    /** The body of an error, which looks different in different APIs. */
    interface ErrorBody {
        Answer of(int status, String message);
    }

    private record Route(String method, List<String> template, Handler handler) {
    }

    private final ErrorBody errors;
    private final List<Route> routes = new ArrayList<>();

    Router(ErrorBody errors, Resource... resources) {
        this.errors = errors;
        for (Resource resource : resources) {
            resource.addTo(this);
        }
    }

    /** Adds a route; a segment of the template in braces matches anything but nothing. */
    Router on(String method, String template, Handler handler) {
        routes.add(new Route(method, segments(template), handler));
        return this;
    }

    Answer route(Request request) {
        List<String> path = segments(request.path());
        TreeSet<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> parameters = match(route.template(), path);
            if (parameters.isPresent() && route.method().equals(request.method())) {
                return handle(route.handler(), request.withPathParameters(parameters.get()));
            }
            parameters.ifPresent(matched -> allowed.add(route.method()));
        }
        return allowed.isEmpty()
                ? errors.of(404, "There is nothing at " + request.path())
                : errors.of(405, request.method() + " is not possible here").with("Allow", String.join(", ", allowed));
    }

    private static Answer handle(Handler handler, Request request) {
        try {
            return handler.handle(request);
        } catch (Refusal e) {
            return e.answer();
        }
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }

    private static Optional<Map<String, String>> match(List<String> template, List<String> path) {
        if (template.size() != path.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String expected = template.get(i);
            // a plus is a space in a query only
            String actual = URLDecoder.decode(path.get(i).replace("+", "%2B"), StandardCharsets.UTF_8);
            if (expected.startsWith("{") && !actual.isEmpty()) {
                parameters.put(expected.substring(1, expected.length() - 1), actual);
            } else if (!expected.equals(actual)) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }
}
