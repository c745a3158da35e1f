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
package io.github.egnytemsp.camel.agreements;

import java.util.List;

/** The system that bills customers by agreements: the three calls that an adapter makes. */
public interface AgreementSystem {

    /**
     * Reads the lines of an agreement.
     *
     * @param  agreement its id
     * @return           every line, with those that have ended
     * @throws Exception if they cannot be read
     */
    List<Addition> read(String agreement) throws Exception;

    /**
     * Sets the quantity of a line to the proposal's {@link Proposal#to}. The same call again changes nothing.
     *
     * @param  proposal  the approved proposal
     * @throws Exception if it is refused, or no answer came: then it may have been done
     */
    void write(Proposal proposal) throws Exception;

    /**
     * Leaves a note of the change at the other system, unless it is there already.
     *
     * @param  proposal  the proposal, whose change was written and read back
     * @throws Exception if it is refused, or no answer came
     */
    void mark(Proposal proposal) throws Exception;
}
