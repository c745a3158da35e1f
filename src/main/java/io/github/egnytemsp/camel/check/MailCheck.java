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

import java.net.URI;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** Whether the mail server lets us in: connection, TLS and login as for a mail, but without a mail. */
final class MailCheck implements Check {

    private static final List<String> USERS = List.of("mail", "trueUp", "trials", "alerts");

    private final Settings settings;
    private final Map<String, String> shipped;

    /**
     * @param settings where the server is, and how it is used
     * @param shipped  the values of application.properties, of which addresses are examples
     */
    MailCheck(Settings settings, Map<String, String> shipped) {
        this.settings = settings;
        this.shipped = shipped;
    }

    /** Camel connects, logs in, and asks for this date before it sends. */
    private static final class NeverSent extends MimeMessage {

        private boolean connected;

        NeverSent() {
            super((Session) null);
        }

        @Override
        public Date getSentDate() throws MessagingException {
            connected = true;
            throw new MessagingException("not sent");
        }

        @Override
        public Address[] getAllRecipients() {
            return new Address[0];
        }
    }

    @Override
    public String name() {
        return "mail server";
    }

    @Override
    public void run(Lines lines) throws Exception {
        List<String> on = USERS.stream().filter(user -> settings.isOn(user + ".enabled"))
                .filter(user -> !settings.get(addresses(user)).isEmpty()).toList();
        if (on.isEmpty()) {
            lines.off("Nothing that is on sends mails: mail, trueUp, trials and alerts.mailTo.");
            return;
        }
        String server = settings.get("mail.server");
        NeverSent mail = new NeverSent();
        try (ProducerTemplate template = settings.getCamelContext().createProducerTemplate()) {
            Exchange done = template.request(
                    server + "?" + settings.get("mail.options"), exchange -> exchange.getMessage().setBody(mail));
            if (mail.connected) {
                lines.ok(server + " can be reached"
                         + (settings.get("mail.username").isEmpty() ? "." : ", and accepts the login."));
                warn(lines, server);
                examples(lines, on);
            } else {
                lines.wrong(server + ": " + reason(done.getException()));
            }
        }
    }

    private void warn(Lines lines, String server) {
        URI address = URI.create(server);
        if (address.getScheme().equals("smtp") && !settings.isOn("mail.starttls") && !settings.get("mail.username").isEmpty()
                && !PlainText.isLoopback(address.getHost())) {
            lines.note("The password is sent without TLS: set mail.starttls=true, if the server can.");
        }
    }

    /** Where its mails go. Alerts may go to a chat only. */
    private static String addresses(String user) {
        return user + (user.equals("mail") ? ".to" : ".mailTo");
    }

    /** Addresses that nobody has set: a mail to or from them is refused, or lost. */
    private void examples(Lines lines, List<String> on) {
        Stream.concat(Stream.of("mail.from"), on.stream().map(MailCheck::addresses))
                .filter(name -> shipped.getOrDefault(name, "").contains(".example")
                        && settings.get(name).equals(shipped.get(name)))
                .forEach(name -> lines.note(name + " is still the example " + settings.get(name) + ". Set your own address."));
    }

    private static String reason(Exception failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof AuthenticationFailedException) {
                return "It refuses the login (" + String.valueOf(one.getMessage()).strip()
                       + "). See mail.username and mail.password.";
            }
        }
        String network = Reasons.network(failure);
        if (network != null) {
            return network + " See mail.server.";
        }
        String message = Reasons.of(failure);
        return message.contains("STARTTLS") ? "It has no STARTTLS, which mail.starttls=true wants: " + message : message;
    }
}
