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
package io.github.egnytemsp.camel;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.github.egnytemsp.camel.delivery.Answer;
import io.github.egnytemsp.camel.delivery.DeliveryCounters;
import io.github.egnytemsp.camel.registration.KeeperStatus;

/**
 * The status of a consumer at one moment. It contains no secret.
 *
 * @param path       the path that receives events
 * @param listening  whether they can come in
 * @param deliveries how many deliveries got each answer
 * @param webhookUrl the webhook's address, or null
 * @param webhook    the status of the webhook, or null if this consumer does not manage one
 */
public record ConsumerStatus(String path, boolean listening, DeliveryCounters deliveries, String webhookUrl,
        KeeperStatus webhook) {

    String webhookId() {
        return webhook == null ? null : webhook.webhookId();
    }

    String webhookStatus() {
        return webhook == null ? null : webhook.status();
    }

    String webhookProblem() {
        return webhook == null ? null : webhook.problem();
    }

    Date lastCheck() {
        return webhook == null ? null : date(webhook.checkedAt());
    }

    Date lastDelivery() {
        return date(deliveries.lastDelivery());
    }

    private static Date date(Instant time) {
        return time == null ? null : Date.from(time);
    }

    /** For the dev console, in an order for people. */
    Map<String, Object> toMap() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("path", path);
        status.put("open", listening);
        Map<String, Object> answers = new LinkedHashMap<>();
        for (Answer answer : Answer.values()) {
            answers.put(answer.name().toLowerCase(Locale.ROOT), deliveries.countOf(answer));
        }
        status.put("deliveries", answers);
        status.put("lastDelivery", text(deliveries.lastDelivery()));
        if (webhook != null) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("phase", webhook.phase().toString());
            details.put("id", webhook.webhookId());
            details.put("status", webhook.status());
            details.put("url", webhookUrl);
            details.put("checkedAt", text(webhook.checkedAt()));
            details.put("problem", webhook.problem());
            details.values().removeIf(Objects::isNull);
            status.put("webhook", details);
        }
        status.values().removeIf(Objects::isNull);
        return status;
    }

    private static String text(Instant time) {
        return time == null ? null : time.toString();
    }
}
