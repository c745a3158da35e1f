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

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import io.github.egnytemsp.camel.model.EventId;
import io.github.egnytemsp.camel.registration.LeaderElection.Candidacy;
import org.apache.camel.CamelContext;
import org.apache.camel.cluster.CamelClusterEventListener;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.cluster.CamelClusterView;
import org.apache.camel.support.cluster.ClusterServiceHelper;

/**
 * Decides which process of a cluster checks the webhook. Camel's cluster service decides if there is one, otherwise the
 * processes that share an inbox database elect one. Without either, every process checks.
 */
final class Leadership {

    private final CamelContext camelContext;
    private final Supplier<LeaderElection> election;
    private final Runnable changed;
    private final CamelClusterEventListener.Leadership listener;
    private boolean left;
    private CamelClusterView view;
    private Candidacy candidacy;

    /**
     * @param election the election of those that share a database, or null as long as there is none; asked again and
     *                 again
     * @param changed  is run, in a thread of the cluster's, when there is another leader
     */
    Leadership(CamelContext camelContext, Supplier<LeaderElection> election, Runnable changed) {
        this.camelContext = camelContext;
        this.election = election;
        this.changed = changed;
        this.listener = (changedView, leader) -> changed.run();
    }

    /** Joins the cluster, if there is one and it was not joined before. */
    synchronized void join(String webhookUrl) throws Exception {
        if (left || view != null || candidacy != null && !candidacy.isOver()) {
            return;
        }
        candidacy = null;
        // a file name or a lock's name in some services: no characters of a URL
        String name = "egnyte-msp-" + EventId.ofBytes(webhookUrl.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
        CamelClusterService service = ClusterServiceHelper.lookupService(camelContext).orElse(null);
        if (service != null) {
            view = service.getView(name);
            view.addEventListener(listener);
            return;
        }
        LeaderElection shared = election.get();
        if (shared != null) {
            candidacy = shared.join(name, changed);
        }
    }

    synchronized boolean isLeader() {
        if (left) {
            return false;
        }
        return view != null ? view.getLocalMember().isLeader() : candidacy == null || candidacy.isLeader();
    }

    synchronized void leave() throws Exception {
        left = true;
        if (view != null) {
            view.removeEventListener(listener);
            view.getClusterService().releaseView(view);
            view = null;
        }
        if (candidacy != null) {
            candidacy.leave();
            candidacy = null;
        }
    }
}
