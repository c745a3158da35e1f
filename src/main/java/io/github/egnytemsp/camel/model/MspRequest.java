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
