package io.github.egnytemsp.camel.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a request, by field. */
final class Problems {

    private final Map<String, List<String>> byField = new LinkedHashMap<>();

    Problems add(String field, String message) {
        byField.computeIfAbsent(field, key -> new ArrayList<>()).add(message);
        return this;
    }

    boolean isEmpty() {
        return byField.isEmpty();
    }

    /** Ends the request with 400, unless nothing is wrong. */
    void refuse(ErrorShape shape) {
        if (!isEmpty()) {
            throw new Refusal(shape.answer(400, "INVALID_INPUT", byField));
        }
    }

    @Override
    public String toString() {
        return String.join("; ", byField.values().stream().flatMap(List::stream).toList());
    }
}
