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
package io.github.egnytemsp.camel.simulator;

/** Explains the control addresses. */
final class ControlHelp implements Router.Resource {

    static final String PATH = "/simulator";

    private static final String TEXT
            = """
                    Egnyte MSP simulator: the MSP API is at http://%1$s/pubapi/v1/msp, its controls are here.

                    Raise an event (a sample of its type; fields in a body replace or add to the sample's)
                      curl -X POST http://%1$s/simulator/events/USER_ADDED
                      curl -X POST http://%1$s/simulator/events -d '{"event_type":"USER_ADDED","company_name":"Other MSP"}'
                    the same, with a wrong secret, sent twice, or with a body that is not JSON
                      curl -X POST 'http://%1$s/simulator/events/USER_ADDED?secret=wrong'
                      curl -X POST 'http://%1$s/simulator/events/USER_ADDED?times=2'
                      curl -X POST 'http://%1$s/simulator/events/USER_ADDED?malformed=true'
                    The event types
                      curl http://%1$s/simulator/events

                    List the deliveries with their results, and send the pending ones now
                      curl http://%1$s/simulator/deliveries
                      curl -X POST http://%1$s/simulator/deliveries/retry

                    Webhooks
                      curl http://%1$s/simulator/webhooks
                      curl -X POST http://%1$s/simulator/webhooks/WEBHOOK_ID/disable
                      curl -X POST http://%1$s/simulator/webhooks/WEBHOOK_ID/enable
                      curl -X DELETE http://%1$s/simulator/webhooks/WEBHOOK_ID

                    Revoke an access token (without a body: the one of the start), and accept it again
                      curl -X POST http://%1$s/simulator/tokens/revoke
                      curl -X POST http://%1$s/simulator/tokens/restore -d '{"token":"..."}'

                    Settings: limits, error answers, the retry schedule, links to the next page, ...
                      curl http://%1$s/simulator/settings
                      curl http://%1$s/simulator/settings -d '{"retrySchedule":["1s","5s"],"failAfter":3,"disableAfter":2,"maxWebhooks":1}'
                    overLimitStyle is MASHERY_403, PLAIN_403 or TOO_MANY_REQUESTS_429; refusedTokenStyle is UNAUTHORIZED_401 or
                    DEVELOPER_INACTIVE_403; retryAfterForm is SECONDS or DATE
                      curl http://%1$s/simulator/settings -d '{"refusedTokenStyle":"DEVELOPER_INACTIVE_403","retryAfterForm":"DATE"}'
                    Redirect /domains to /domains/, and return a next with another host or path
                      curl http://%1$s/simulator/settings -d '{"slashAfterLists":true,"pageSize":1,"nextHost":"https://elsewhere.example"}'
                      curl http://%1$s/simulator/settings -d '{"nextHost":null,"nextPath":"/other/domains","absoluteNextLinks":false}'

                    Let the next call of the API fail (times, method and path, such as "/domains", are optional)
                      curl http://%1$s/simulator/faults -d '{"fault":"error","status":500,"shape":"FAULT","method":"GET","path":"/domains","times":2}'
                    the shapes are MESSAGE, ERROR_MESSAGE, DETAIL, ERRORS_DESCRIBED, ERRORS, FORM_ERRORS, INPUT_ERRORS, NESTED_INPUT_ERRORS, FAULT,
                    XML and HTML; the other faults, with the fields that they need
                      {"fault":"overDayLimit","retryAfter":"90s"}, "tooManyRequests" and "unavailable" likewise
                      {"fault":"overSecondLimit"}, "overSecondLimitWithoutHeader", "forbidden", "developerInactive", "loseAnswer", "dropConnection"
                      {"fault":"redirect","location":"https://elsewhere.example/"}, {"fault":"delay","delay":"2s"}
                      {"fault":"answer","status":418,"headers":{"X-Any":"thing"},"body":"any"}
                    Count the faults that are still to come, and remove them
                      curl http://%1$s/simulator/faults
                      curl -X DELETE http://%1$s/simulator/faults

                    Send calls for a public address to a local one, as a reverse proxy does
                      curl -X POST http://%1$s/simulator/public-addresses -d '{"from":"https://hooks.msp.example","to":"http://127.0.0.1:8080"}'
                    """;

    @Override
    public void addTo(Router router) {
        router.on("GET", PATH, request -> Answer.text(200, TEXT.formatted(request.header("Host").orElse("127.0.0.1"))));
    }
}
