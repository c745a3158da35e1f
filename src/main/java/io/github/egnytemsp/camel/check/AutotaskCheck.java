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

import java.util.Map;

import org.apache.camel.ProducerTemplate;

/** Autotask: what it says about tickets, with the login. */
final class AutotaskCheck extends TicketSystemCheck {

    /** @param settings its address and login */
    AutotaskCheck(Settings settings) {
        super(settings, "autotask", "Autotask");
    }

    @Override
    void look(Lines lines, ProducerTemplate template) {
        try {
            call(template, get("url") + "/atservicesrest/v1.0/Tickets/entityInformation?" + get("options"), "GET",
                    Map.of("ApiIntegrationCode", get("integrationCode"), "UserName", get("userName"), "Secret", get("secret")),
                    null);
            lines.ok("It accepts the login. The numbers of types, queues and priorities are not looked at.");
        } catch (Exception e) {
            lines.wrong(reason(e, get("url"), "autotask.url, which is the address of your zone",
                    "autotask.userName, autotask.secret and autotask.integrationCode"));
        }
    }
}
