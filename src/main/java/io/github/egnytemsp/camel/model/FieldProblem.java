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

    /**
     * Makes the problem, which quotes the value, fit for a line of the log.
     *
     * @param field   the API's name of it
     * @param problem what is wrong with it, such as {@code is missing}; never a secret
     */
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
