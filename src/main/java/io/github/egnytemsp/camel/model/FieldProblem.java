package io.github.egnytemsp.camel.model;

import java.util.List;

/**
 * A field of a request that is missing or wrong.
 *
 * @param field   the API's name of it
 * @param problem what is wrong with it, such as {@code is missing}; never a secret
 */
public record FieldProblem(String field, String problem) {

    private static final int LONGEST = 500;
    private static final String MISSING = "is missing";

    /** Makes the problem, which quotes the value, fit for a line of the log. */
    public FieldProblem {
        problem = LogText.of(problem, LONGEST);
    }

    /**
     * Whether the field has no value, rather than a wrong one.
     *
     * @return true if it is missing
     */
    public boolean isMissing() {
        return problem.equals(MISSING);
    }

    static boolean addIfEmpty(List<FieldProblem> problems, String field, String value) {
        boolean empty = value == null || value.isBlank();
        if (empty) {
            problems.add(new FieldProblem(field, MISSING));
        }
        return empty;
    }

    static void addIfNotPositive(List<FieldProblem> problems, String field, Integer value) {
        if (value == null) {
            problems.add(new FieldProblem(field, MISSING));
        } else if (value < 1) {
            problems.add(new FieldProblem(field, "must be 1 or more: " + value));
        }
    }

    /** The field and what is wrong with it. */
    @Override
    public String toString() {
        return field + " " + problem;
    }
}
