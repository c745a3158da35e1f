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
package io.github.egnytemsp.camel.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;

/** A mail server (GreenMail, SMTP) on a free port of 127.0.0.1. */
public final class DemoMailServer implements AutoCloseable {

    private static final Pattern EVENT_ID = Pattern.compile("<([0-9a-f]{64})[.].*");

    private final GreenMail server;

    /**
     * A mail that was received.
     *
     * @param messageId its Message-ID
     * @param eventId   the event's id in that, or null
     * @param from      the sender
     * @param to        the first recipient
     * @param replyTo   where answers go
     * @param subject   decoded
     * @param text      the plain text, decoded
     * @param html      the HTML, decoded; null if there is none
     */
    public record Mail(
            String messageId, String eventId, String from, String to, String replyTo, String subject, String text,
            String html) {
    }

    /** Starts it. */
    public DemoMailServer() {
        this(0);
    }

    /**
     * Starts it on a port that routes know already.
     *
     * @param port where to listen; 0 for any that is free
     */
    public DemoMailServer(int port) {
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
    }

    /**
     * Where it is.
     *
     * @return scheme, host and port
     */
    public String url() {
        return "smtp://127.0.0.1:" + server.getSmtp().getPort();
    }

    /**
     * The mails that were received.
     *
     * @return in their order
     */
    public List<Mail> mails() {
        List<Mail> mails = new ArrayList<>();
        for (MimeMessage message : server.getReceivedMessages()) {
            try {
                String id = message.getMessageID();
                Matcher event = EVENT_ID.matcher(String.valueOf(id));
                Multipart parts = message.getContent() instanceof Multipart multipart ? multipart : null;
                mails.add(new Mail(
                        id, event.matches() ? event.group(1) : null, message.getFrom()[0].toString(),
                        message.getAllRecipients()[0].toString(), message.getReplyTo()[0].toString(), message.getSubject(),
                        (parts == null ? message : parts.getBodyPart(0)).getContent().toString(),
                        parts == null ? null : parts.getBodyPart(1).getContent().toString()));
            } catch (MessagingException | IOException e) {
                throw new IllegalStateException("An unreadable mail", e);
            }
        }
        return mails;
    }

    @Override
    public void close() {
        server.stop();
    }
}
