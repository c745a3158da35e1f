package io.github.egnytemsp.camel.model;

import java.util.List;
import java.util.stream.Collectors;

/** What is sent to the API. */
public interface MspRequest extends MspRecord {

    /**
     * What the API would refuse.
     *
     * @return each field that is missing or wrong; empty if the request can be sent
     */
    List<FieldProblem> problems();

    /**
     * Refuses what the API would refuse.
     *
     * @throws IllegalArgumentException naming each field that is missing or wrong
     */
    default void requireComplete() {
        List<FieldProblem> problems = problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.stream().map(FieldProblem::toString).collect(Collectors.joining("; ")));
        }
    }
}
