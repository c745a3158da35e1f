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
package io.github.egnytemsp.camel.sinks;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.egnytemsp.camel.EgnyteMspConstants;
import io.github.egnytemsp.camel.model.EventId;
import io.github.egnytemsp.camel.model.EventNotTakenException;
import io.github.egnytemsp.camel.model.EventRefusedException;
import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.model.SmtpAnswer;
import org.apache.camel.Exchange;

/**
 * Sends a mail to each of several addresses by {@code direct:mail-to-one}: what one of them refuses the others get all
 * the same. It remembers who has it, so that a mail that is tried again goes to those who do not have it yet.
 */
public final class MailToEach extends RouteCaller {

    /** Mails that wait for an address; those of long ago are forgotten first. */
    private static final int MOST_MAILS = 1000;
    private static final int LONGEST_REASON = 300;
    /** Between addresses; a name in quotes may hold it. */
    private static final Pattern SEPARATOR = Pattern.compile("[,;](?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
    /** RFC 4954: it wants a login, or another one. Nothing is wrong with the mail. */
    private static final Set<Integer> LOGIN_REFUSED = Set.of(530, 534, 535, 538);

    /** By the mail's id: of each address why it refused the mail, empty if it has it. */
    private final Map<String, Map<String, String>> done
            = Collections.synchronizedMap(new LinkedHashMap<String, Map<String, String>>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Map<String, String>> eldest) {
                    return size() > MOST_MAILS;
                }
            });

    /**
     * Sends a mail to those who do not have it. The header {@code CamelEgnyteMspOutcome} says who has it and who
     * refused it. Each call of {@code direct:mail-to-one} has all variables, {@code recipient} and {@code messageId}.
     *
     * @param  exchange              with the variables {@code mailTo} (addresses, separated by commas) and
     *                               {@code mailId}
     * @throws EventRefusedException if every address was refused by an answer 5xx
     * @throws Exception             if an address could get it later
     */
    @Override
    public void process(Exchange exchange) throws Exception {
        String id = exchange.getVariable("mailId", String.class);
        List<String> recipients = recipients(exchange.getVariable("mailTo", "", String.class));
        Map<String, String> results = done.computeIfAbsent(id, mail -> Collections.synchronizedMap(new LinkedHashMap<>()));
        Exception later = null;
        for (String recipient : recipients) {
            if (!results.containsKey(recipient)) {
                try {
                    send(exchange, recipient, id);
                    results.put(recipient, "");
                } catch (Exception e) {
                    String refusal = refusal(e);
                    if (refusal == null) {
                        later = later == null ? e : later;
                    } else {
                        results.put(recipient, refusal);
                    }
                }
            }
        }
        if (later != null) {
            throw later;
        }
        done.remove(id);
        exchange.getMessage().setHeader(EgnyteMspConstants.OUTCOME, outcome(recipients, results));
    }

    private static List<String> recipients(String addresses) {
        List<String> recipients
                = SEPARATOR.splitAsStream(addresses).map(String::strip).filter(address -> !address.isEmpty()).distinct()
                        .toList();
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("There is no recipient for the mail: set mail.to");
        }
        return recipients;
    }

    private void send(Exchange exchange, String recipient, String id) throws Exception {
        Map<String, Object> variables = new HashMap<>(exchange.getVariables());
        variables.put("recipient", recipient);
        variables.put("messageId", "<" + id + "." + hash(recipient) + "@egnyte-msp.events>");
        send("direct:mail-to-one", variables, mail -> {
            // with its attachments, and without the headers, which would become the mail's
            mail.setMessage(exchange.getMessage().copy());
            mail.getMessage().removeHeaders("*");
        });
    }

    /** The same for each try, so that a mail client can fold what came twice. */
    private static String hash(String recipient) {
        return EventId.ofBytes(recipient.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    }

    /** What the server said of a mail that it will never take; null if it may later. */
    private static String refusal(Exception error) throws EventNotTakenException {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            int status = SmtpAnswer.status(cause);
            if (LOGIN_REFUSED.contains(status) || cause.getClass().getSimpleName().equals("AuthenticationFailedException")) {
                throw new EventNotTakenException("The mail server refuses the login: " + cause.getMessage(), error);
            }
            if (status >= 500 && status < 600) {
                return LogText.of(cause.getMessage().strip(), LONGEST_REASON);
            }
        }
        return null;
    }

    private static String outcome(List<String> recipients, Map<String, String> results) throws EventRefusedException {
        String refused = recipients.stream().filter(recipient -> !results.get(recipient).isEmpty())
                .map(recipient -> recipient + " (" + results.get(recipient) + ")").collect(Collectors.joining(", "));
        String sent = recipients.stream().filter(recipient -> results.get(recipient).isEmpty())
                .collect(Collectors.joining(", "));
        if (sent.isEmpty()) {
            throw new EventRefusedException("Every address refuses the mail: " + refused);
        }
        return "mail to " + sent + (refused.isEmpty() ? "" : "; refused: " + refused);
    }
}
