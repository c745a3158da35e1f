package io.github.egnytemsp.camel.simulator;

/** Explains the control addresses. */
final class ControlHelp implements Router.Resource {

    static final String PATH = "/simulator";

    private static final String TEXT = """
            Egnyte MSP simulator: the MSP API is at http://%1$s/pubapi/v1/msp, its controls are here.

            Raise an event (a sample of its type; fields in a body replace or add to the sample's)
              curl -X POST http://%1$s/simulator/events/USER_ADDED
              curl -X POST http://%1$s/simulator/events -d '{"event_type":"USER_ADDED","company_name":"Other MSP"}'
            the same, with a wrong secret, sent twice, or with a body that is no JSON
              curl -X POST 'http://%1$s/simulator/events/USER_ADDED?secret=wrong'
              curl -X POST 'http://%1$s/simulator/events/USER_ADDED?times=2'
              curl -X POST 'http://%1$s/simulator/events/USER_ADDED?malformed=true'
            The event types
              curl http://%1$s/simulator/events

            What became of deliveries, and send the pending ones now
              curl http://%1$s/simulator/deliveries
              curl -X POST http://%1$s/simulator/deliveries/retry

            Webhooks
              curl http://%1$s/simulator/webhooks
              curl -X POST http://%1$s/simulator/webhooks/WEBHOOK_ID/disable
              curl -X POST http://%1$s/simulator/webhooks/WEBHOOK_ID/enable
              curl -X DELETE http://%1$s/simulator/webhooks/WEBHOOK_ID

            Revoke an access token (without a body the one that the simulator was started with), and accept it again
              curl -X POST http://%1$s/simulator/tokens/revoke
              curl -X POST http://%1$s/simulator/tokens/restore -d '{"token":"..."}'

            Call a public address at a local one, as a reverse proxy would
              curl -X POST http://%1$s/simulator/public-addresses -d '{"from":"https://hooks.msp.example","to":"http://127.0.0.1:8080"}'
            """;

    @Override
    public void addTo(Router router) {
        router.on("GET", PATH, request -> Answer.text(200, TEXT.formatted(request.header("Host").orElse("127.0.0.1"))));
    }
}
