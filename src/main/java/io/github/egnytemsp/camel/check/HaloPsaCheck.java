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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** HaloPSA: a login as of halopsa-call.yaml, and a list of one ticket. */
final class HaloPsaCheck extends TicketSystemCheck {

    private static final String LOGIN = "halopsa.login.id and halopsa.login.secret, and ?tenant=NAME in halopsa.loginUrl";

    /** @param settings its address and login */
    HaloPsaCheck(Settings settings) {
        super(settings, "halopsa", "HaloPSA");
    }

    @Override
    void look(Lines lines, ProducerTemplate template) {
        String token;
        try {
            String form = "grant_type=client_credentials&scope=all&client_id=" + encoded(get("login.id")) + "&client_secret="
                          + encoded(get("login.secret"));
            String answer = call(template, get("loginUrl"), "POST",
                    Map.of(Exchange.CONTENT_TYPE, "application/x-www-form-urlencoded"), form);
            token = new ObjectMapper().readTree(answer).path("access_token").asText();
        } catch (JsonProcessingException e) {
            lines.wrong(get("loginUrl") + " gives no token: is halopsa.loginUrl right?");
            return;
        } catch (Exception e) {
            lines.wrong(reason(e, get("loginUrl"), "halopsa.loginUrl", LOGIN));
            return;
        }
        try {
            call(template, get("url") + "?" + get("options"), "GET", Map.of("Authorization", "Bearer " + token,
                    Exchange.HTTP_PATH, "/Tickets", Exchange.HTTP_QUERY, "pageinate=true&page_size=1&page_no=1"), null);
            lines.ok(
                    "It accepts the login, and shows tickets. The numbers of types, priorities and statuses are not looked at.");
        } catch (Exception e) {
            lines.wrong("It accepts the login. " + reason(e, get("url"), "halopsa.url", LOGIN));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
