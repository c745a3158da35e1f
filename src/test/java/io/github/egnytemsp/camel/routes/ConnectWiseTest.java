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
package io.github.egnytemsp.camel.routes;

import java.nio.file.Path;
import java.util.Map;

import io.github.egnytemsp.camel.demo.DemoConnectWise;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.demo.TicketSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** routes/sink-connectwise.yaml; its server takes no summary that is longer than 100 characters, and no other login. */
class ConnectWiseTest extends TicketIncidents {

    ConnectWiseTest() {
        super("connectwise", Map.of(
                "connectwise.enabled", "true", "connectwise.login", DemoConnectWise.LOGIN, "connectwise.clientId",
                DemoConnectWise.CLIENT_ID));
    }

    @Override
    TicketSystem startSystem() throws Exception {
        return new DemoConnectWise();
    }

    @Test
    void unlessEnabledItIsNotThere(@TempDir Path other) throws Exception {
        try (ShippedRoutes off = new ShippedRoutes(other, Map.of(), "sink-connectwise")) {
            assertThat(off.context().getRoutes()).isEmpty();
        }
    }
}
