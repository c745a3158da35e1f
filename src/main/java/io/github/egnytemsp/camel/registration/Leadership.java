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

import io.github.egnytemsp.camel.model.EventId;
import org.apache.camel.CamelContext;
import org.apache.camel.cluster.CamelClusterEventListener;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.cluster.CamelClusterView;
import org.apache.camel.support.cluster.ClusterServiceHelper;

/** Which member of a cluster looks after the webhook. Where there is no cluster, everybody does. */
final class Leadership {

    private final CamelContext camelContext;
    private final CamelClusterEventListener.Leadership listener;
    private boolean joined;
    private boolean left;
    private CamelClusterView view;

    /** @param changed is run, in a thread of the cluster's, when there is another leader */
    Leadership(CamelContext camelContext, Runnable changed) {
        this.camelContext = camelContext;
        this.listener = (changedView, leader) -> changed.run();
    }

    /** Joins the cluster, if there is one and it was not joined before. */
    synchronized void join(String webhookUrl) throws Exception {
        if (joined || left) {
            return;
        }
        CamelClusterService service = ClusterServiceHelper.lookupService(camelContext).orElse(null);
        if (service != null) {
            // a file name or a lock's name in some services: no characters of a URL
            view = service
                    .getView("egnyte-msp-" + EventId.ofBytes(webhookUrl.getBytes(StandardCharsets.UTF_8)).substring(0, 16));
            view.addEventListener(listener);
        }
        joined = true;
    }

    synchronized boolean isLeader() {
        return !left && (view == null || view.getLocalMember().isLeader());
    }

    synchronized void leave() throws Exception {
        left = true;
        if (view != null) {
            view.removeEventListener(listener);
            view.getClusterService().releaseView(view);
            view = null;
        }
    }
}
