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
package io.github.egnytemsp.camel.inbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import io.github.egnytemsp.camel.client.TimeSource;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The inboxes of a component: one for each database. */
public final class Inboxes {

    private static final Logger LOG = LoggerFactory.getLogger(Inboxes.class);

    private final CamelContext camelContext;
    private final TimeSource time;
    /** Read without a lock: an inbox that is being closed waits for its writing thread, which may ask for it. */
    private volatile List<Inbox> open = List.of();

    /**
     * @param camelContext the context
     * @param time         the clock
     */
    public Inboxes(CamelContext camelContext, TimeSource time) {
        this.camelContext = camelContext;
        this.time = time;
    }

    /**
     * The inbox in a database, open: the same one for all who ask.
     *
     * @param  settings                 where it is
     * @return                          the inbox
     * @throws IllegalArgumentException if the URL is of another database, or its driver is missing
     */
    public synchronized Inbox open(InboxSettings settings) {
        for (Inbox inbox : open) {
            if (inbox.settings().isSameDatabase(settings)) {
                if (!inbox.settings().retention().equals(settings.retention())) {
                    LOG.warn("retention={} has no effect: {} is used with {} already. Set it on the component",
                            settings.retention(), settings, inbox.settings().retention());
                }
                return inbox;
            }
        }
        Inbox inbox = new Inbox(camelContext, settings, time);
        // a route opens it before its component starts: what is to happen later must not be refused
        ServiceHelper.startService(time, inbox);
        try {
            inbox.requireSuitable();
        } catch (IllegalArgumentException e) {
            ServiceHelper.stopService(inbox);
            throw e;
        }
        List<Inbox> more = new ArrayList<>(open);
        more.add(inbox);
        open = List.copyOf(more);
        return inbox;
    }

    /**
     * The inbox that everything else may use too.
     *
     * @return the inbox, or null if none is open, or more than one
     */
    public Inbox single() {
        List<Inbox> now = open;
        return now.size() == 1 ? now.get(0) : null;
    }

    /** {@return all of them} */
    public List<Inbox> all() {
        return open;
    }

    /**
     * When something was last stored in any of them, before this start or by another replica too.
     *
     * @return the time, or null if that is not known
     */
    public Instant lastStored() {
        return all().stream().map(Inbox::status).filter(Objects::nonNull).map(InboxStatus::lastStored).filter(Objects::nonNull)
                .max(Comparator.naturalOrder()).orElse(null);
    }

    /** Closes them: what waits to be written is written. */
    public synchronized void stop() {
        List<Inbox> closing = open;
        open = List.of();
        closing.forEach(ServiceHelper::stopService);
    }
}
