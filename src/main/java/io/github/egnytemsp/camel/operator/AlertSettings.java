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
package io.github.egnytemsp.camel.operator;

import java.time.Duration;

import io.github.egnytemsp.camel.model.LogText;
import org.apache.camel.CamelContext;
import org.apache.camel.util.TimeUtils;

/** Properties, as {@code routes/application.properties} describes them. */
record AlertSettings(CamelContext camelContext) {

    private static final int HUNDRED = 100;

    /** A property's value; the other one if it is not set, or blank. */
    String text(String name, String unset) {
        String value = camelContext.getPropertiesComponent().resolveProperty(name).orElse("").strip();
        return value.isEmpty() ? unset : value;
    }

    boolean isTrue(String name) {
        return Boolean.parseBoolean(text(name, "false"));
    }

    /**
     * From when on something is a problem.
     *
     * @throws IllegalArgumentException naming the property that is wrong
     */
    ProblemRules.Settings problems() {
        return new ProblemRules.Settings(
                Duration.ofDays(number("alerts.silence", 7, 36_500)), payment(),
                duration("alerts.oldestWaiting", "1h"),
                duration("alerts.failing", "10m"), number("alerts.callsLeft", 10, HUNDRED));
    }

    /** An invoice's event must still be stored then. */
    private Duration payment() {
        Duration payment = Duration.ofDays(number("alerts.paymentDays", 30, 36_500));
        Duration retention = Duration.ofMillis(TimeUtils.toMilliSeconds(text("inbox.retention", "0")));
        if (!retention.isZero() && payment.compareTo(retention) >= 0) {
            throw new IllegalArgumentException(
                    "alerts.paymentDays must be less than inbox.retention (" + retention.toDays()
                                               + " days), or 0: events are deleted by then. It is " + payment.toDays());
        }
        return payment;
    }

    private long number(String name, long unset, long most) {
        String value = text(name, String.valueOf(unset));
        if (!value.matches("[0-9]{1,5}") || Long.parseLong(value) > most) {
            throw new IllegalArgumentException(name + " must be a whole number, 0 to " + most + ": " + LogText.of(value));
        }
        return Long.parseLong(value);
    }

    private Duration duration(String name, String unset) {
        String value = text(name, unset);
        try {
            Duration duration = Duration.ofMillis(TimeUtils.toMilliSeconds(value));
            if (!duration.isNegative() && !duration.isZero()) {
                return duration;
            }
        } catch (IllegalArgumentException e) {
            // its message does not name the property
        }
        throw new IllegalArgumentException(name + " must be a duration, such as 1h: " + LogText.of(value));
    }

    /** The address of the page, or null if there is none. */
    String page() {
        if (!isTrue("operator.enabled")) {
            return null;
        }
        OperatorServer server = camelContext.getRegistry().lookupByNameAndType("operator", OperatorServer.class);
        String port = server == null ? text("operator.port", "8081") : String.valueOf(server.getPort());
        String url = text("operator.url", "http://127.0.0.1:" + port);
        String withoutSlash = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        return withoutSlash.endsWith("/operator") ? withoutSlash + "/" : withoutSlash + "/operator/";
    }
}
