package io.github.egnytemsp.camel.routes;

import java.util.Map;

import io.github.egnytemsp.camel.demo.DemoTicketServer;
import io.github.egnytemsp.camel.demo.TicketSystem;

/** routes/sink-tickets.yaml */
class HaloPsaTest extends TicketIncidents {

    HaloPsaTest() {
        super("tickets", Map.of());
    }

    @Override
    TicketSystem startSystem() throws Exception {
        return new DemoTicketServer();
    }
}
