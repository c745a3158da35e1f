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
package io.github.egnytemsp.camel.check;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import org.apache.camel.ProducerTemplate;

/** ConnectWise PSA: what it says about itself, with the login. */
final class ConnectWiseCheck extends TicketSystemCheck {

    private static final String API = "/v4_6_release/apis/3.0/";

    /** @param settings its address and login */
    ConnectWiseCheck(Settings settings) {
        super(settings, "connectwise", "ConnectWise");
    }

    @Override
    void look(Lines lines, ProducerTemplate template) {
        String login = Base64.getEncoder().encodeToString(get("login").getBytes(StandardCharsets.UTF_8));
        try {
            call(template, get("url") + API + "system/info?" + get("options"), "GET",
                    Map.of("Authorization", "Basic " + login, "clientId", get("clientId")), null);
            lines.ok("It accepts the login. The numbers of boards, types and priorities are not looked at.");
        } catch (Exception e) {
            lines.wrong(reason(e, get("url"), "connectwise.url", "connectwise.login and connectwise.clientId"));
        }
    }
}
