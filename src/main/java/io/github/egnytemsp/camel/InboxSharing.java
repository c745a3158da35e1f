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
package io.github.egnytemsp.camel;

import io.github.egnytemsp.camel.client.SharedLimits;
import io.github.egnytemsp.camel.inbox.Inbox;
import io.github.egnytemsp.camel.inbox.Inboxes;
import io.github.egnytemsp.camel.inbox.Lease;
import io.github.egnytemsp.camel.registration.LeaderElection;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * What the replicas share through the database of the inbox, besides events: the limits of calls, the leader, and what
 * is remembered. If no inbox is open, or more than one, each process is by itself.
 */
final class InboxSharing extends ServiceSupport implements StateRepository<String, String> {

    private final Inboxes inboxes;
    private final StateRepository<String, String> memory = new MemoryStateRepository();

    private record Part(Lease lease) implements LeaderElection.Candidacy {

        @Override
        public boolean isLeader() {
            return lease.isHeld();
        }

        @Override
        public boolean isOver() {
            return lease.isOver();
        }

        @Override
        public void leave() {
            lease.leave();
        }
    }

    /** @param inboxes those of the component */
    InboxSharing(Inboxes inboxes) {
        this.inboxes = inboxes;
    }

    /** The limits of calls, or null if they are not shared. */
    SharedLimits limits() {
        Inbox inbox = inboxes.single();
        return inbox == null ? null : inbox.calls();
    }

    /** The election of the leader, or null if there is none. */
    LeaderElection election() {
        Inbox inbox = inboxes.single();
        return inbox == null ? null : (name, changed) -> new Part(inbox.lease(name, changed));
    }

    @Override
    public void setState(String key, String value) {
        states().setState(key, value);
    }

    @Override
    public String getState(String key) {
        return states().getState(key);
    }

    private StateRepository<String, String> states() {
        Inbox inbox = inboxes.single();
        return inbox == null ? memory : inbox.states();
    }

    @Override
    protected void doStart() {
        ServiceHelper.startService(memory);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(memory);
    }
}
