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

/** What has become of a proposal. */
public enum ProposalState {
    /** It waits for a decision. */
    open,
    /** A person has approved it. Nothing is written yet. */
    approved,
    /** The change is being written; after a lost answer it may have been written. */
    writing,
    /** The change is written and read back. The note at the other system is missing. */
    written,
    /** The change is written, read back and noted. */
    applied,
    /** A person has refused it. It is proposed again when a number changes. */
    refused,
    /** It was approved, and a number had changed before it was written. Nothing was written. */
    stale,
    /** The other system has refused the change, or shows another quantity after it. */
    failed,
    /** The difference has gone, or its line is not mapped any more. */
    closed;

    /** Whether nothing more happens with it. */
    boolean isFinal() {
        return ordinal() >= applied.ordinal();
    }
}
