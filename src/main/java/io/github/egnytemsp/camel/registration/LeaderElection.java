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
package io.github.egnytemsp.camel.registration;

/** Elects one of several processes if Camel has no cluster service. */
public interface LeaderElection {

    /**
     * Joins the election.
     *
     * @param  name    what the leader is for
     * @param  changed is run when this process has become the leader, and when it is it no more
     * @return         this process's part in it
     */
    Candidacy join(String name, Runnable changed);

    /** A process's part in an election. */
    interface Candidacy {

        /**
         * Whether this process leads.
         *
         * @return true for one process at a time
         */
        boolean isLeader();

        /**
         * Whether the election has ended, because its database was closed.
         *
         * @return true after {@link #leave}, and when what the processes share has been closed here
         */
        boolean isOver();

        /** Leaves the election; another process can lead. */
        void leave();
    }
}
