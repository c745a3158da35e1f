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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.egnytemsp.camel.agreements.AgreementsStatus;
import io.github.egnytemsp.camel.client.CallLimits.TokenUse;
import io.github.egnytemsp.camel.inbox.Backlog;
import io.github.egnytemsp.camel.inbox.InboxStatus;
import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.operator.Problem.Severity;
import io.github.egnytemsp.camel.operator.Situation.Receiver;
import io.github.egnytemsp.camel.operator.Situation.Stored;
import io.github.egnytemsp.camel.registration.KeeperStatus;
import io.github.egnytemsp.camel.registration.KeeperStatus.Phase;

/**
 * What is wrong in a situation. Nothing else decides it: the page, the interface and the alerts show the same.
 * <p>
 * One cause is one problem: while the token is refused, the webhook cannot be looked at either; while a subscription
 * fails, its events wait.
 */
final class ProblemRules {

    static final String WEBHOOK = "webhook";
    static final String RECEIVER = "receiver";
    static final String TOKEN_REFUSED = "token-refused";
    static final String TOKEN_ENDING = "token-ending";
    static final String CALLS = "calls";
    static final String INBOX = "inbox";
    static final String MALFORMED = "malformed";
    static final String SILENCE = "silence";
    static final String AGREEMENTS_OPEN = "agreements-open";
    static final String AGREEMENTS_UNREAD = "agreements-unread";
    static final String AGREEMENTS_STUCK = "agreements-stuck";
    static final String INVOICE_UNPAID = "invoice-unpaid";
    static final String CONVERSION_UNMAPPED = "conversion-unmapped";
    static final String SUBSCRIPTION_PAUSED = "subscription-paused";

    /** A webhook that was right stays right, as a rule, while the API cannot be reached. */
    private static final Duration API_AWAY = Duration.ofMinutes(15);
    /** Who pauses a subscription knows that events wait; who forgets it is reminded. */
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
    /** It does not pass by itself, as an outage does. */
    private static final Pattern LOGIN_REFUSED = Pattern.compile("refused the login|HTTP status 40[13]\\b");
    private static final int LONGEST_REASON = 300;
    private static final int MOST_NAMED = 5;
    private static final int HUNDRED = 100;

    private final Settings settings;

    /**
     * From when on something is a problem.
     *
     * @param silence       without any event; zero for never
     * @param payment       from an invoice's event to a payment's; zero for never
     * @param oldestWaiting how long an event may wait
     * @param failing       how long a subscription may fail
     * @param callsLeft     calls of a hundred that should be left of the day's
     */
    record Settings(Duration silence, Duration payment, Duration oldestWaiting, Duration failing, long callsLeft) {
    }

    /** @param settings from when on something is a problem */
    ProblemRules(Settings settings) {
        this.settings = settings;
    }

    /** What is wrong, what is worst first. */
    List<Problem> problems(Situation situation) {
        List<Problem> problems = new ArrayList<>();
        Instant refused = refusedSince(situation);
        if (refused != null) {
            problems.add(error(
                    TOKEN_REFUSED,
                    "Egnyte rejects the access token. API calls fail. Events are still received.",
                    "Get a new access token (docs/access-token.md), and replace the old one."
                                                                                                   + " Then check the webhook.",
                    refused));
        }
        for (Receiver receiver : situation.receivers()) {
            String which = situation.receivers().size() == 1 ? "" : ":" + receiver.path();
            if (!receiver.listening()) {
                problems.add(error(
                        RECEIVER + which, "No event can be received at " + receiver.path()
                                          + ": the route is stopped or suspended, or the HTTP server does not listen.",
                        "Start the route. If it runs, read the log of the start, and restart the process.", null));
            }
            add(problems, refused == null ? webhook(WEBHOOK + which, receiver, situation.now()) : null);
        }
        add(problems, token(situation));
        situation.uses().stream().min(Comparator.comparingDouble(TokenUse::partLeft)).map(this::calls)
                .ifPresent(problems::add);
        if (situation.inbox() != null) {
            inbox(problems, situation, situation.inbox());
        }
        if (situation.agreements() != null) {
            agreements(problems, situation.agreements());
        }
        if (situation.missing() != null) {
            missing(problems, situation);
        }
        problems.sort((one, other) -> one.severity().compareTo(other.severity()));
        return problems;
    }

    /**
     * Whether a problem would be seen in this situation. What is not known after a start is not good again.
     *
     * @param  id        of the problem
     * @param  situation the situation
     * @return           false if nothing can be said of it
     */
    boolean isKnown(String id, Situation situation) {
        return switch (id.split(":")[0]) {
            case INBOX, RECEIVER -> true;
            case WEBHOOK -> refusedSince(situation) == null && situation.receivers().stream().map(Receiver::webhook)
                    .filter(Objects::nonNull).map(KeeperStatus::phase)
                    .noneMatch(phase -> phase == Phase.STARTING || phase == Phase.FOLLOWER);
            case TOKEN_REFUSED, CALLS -> !situation.uses().isEmpty();
            case AGREEMENTS_OPEN, AGREEMENTS_UNREAD, AGREEMENTS_STUCK -> situation.agreements() != null;
            case INVOICE_UNPAID -> situation.missing() != null;
            // a side that was not read says nothing of what is mapped
            case CONVERSION_UNMAPPED -> isComparedSinceConversion(situation) && situation.agreements().problems().isEmpty();
            case TOKEN_ENDING -> situation.token().age() != null;
            default -> situation.inbox() != null && situation.inbox().status() != null;
        };
    }

    private static Instant refusedSince(Situation situation) {
        return situation.uses().stream().map(TokenUse::refusedSince).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private static Problem webhook(String id, Receiver receiver, Instant now) {
        KeeperStatus webhook = receiver.webhook();
        if (webhook == null || webhook.problem() == null && webhook.phase() != Phase.STARTING) {
            return null;
        }
        boolean isLong = Duration.between(webhook.since(), now).compareTo(API_AWAY) >= 0;
        boolean isThere = webhook.webhookId() != null && !"disabled".equalsIgnoreCase(webhook.status());
        String the = "The webhook for " + receiver.url();
        if (webhook.phase() == Phase.STARTING) {
            // a receiver that does not listen is the cause, and a problem of its own
            return isLong && receiver.listening()
                    ? warning(
                            id, the + " was not checked yet.", "Check it now. If that does not help, read the log.",
                            webhook.since())
                    : null;
        }
        if (webhook.phase() == Phase.DIFFERENT) {
            return warning(id, the + " differs from the settings. " + webhook.problem(),
                    "Compare it with the settings in the Reseller Dashboard, and check it now.", webhook.since());
        }
        if (isThere) {
            // the last look failed, and the one before was right
            return isLong
                    ? warning(id, the + " cannot be checked. Events are still received. " + reason(webhook.problem()),
                            "Look whether this machine reaches Egnyte's API, then check it now.", webhook.since())
                    : null;
        }
        return error(id, the + (webhook.webhookId() == null
                ? " is not known to exist. " : " is disabled: Egnyte sends no events. ")
                         + reason(webhook.problem()),
                "Correct the named cause, then check the webhook.", webhook.since());
    }

    private static Problem token(Situation situation) {
        if (situation.token().warning() == null) {
            return null;
        }
        boolean isOver = !situation.now().isBefore(situation.token().age().end());
        if (isOver && !situation.token().age().isEndKnown()) {
            // it has shown that it lives longer
            return null;
        }
        return warning(TOKEN_ENDING, situation.token().warning(), "Replace the token before it expires.",
                null);
    }

    private Problem calls(TokenUse use) {
        if (use.callsPerDay() == 0 || use.partLeft() * HUNDRED > settings.callsLeft()) {
            return null;
        }
        long left = Math.max(0, use.callsPerDay() - use.callsToday());
        String text
                = "Of the " + use.callsPerDay() + " API calls of this day " + left + " are left."
                  + " The count begins again at 00:00 UTC.";
        String todo = "Find out in the log what makes so many calls. Receiving events needs none.";
        return left == 0 ? error(CALLS, text, todo, null) : warning(CALLS, text, todo, null);
    }

    private void inbox(List<Problem> problems, Situation situation, Stored inbox) {
        if (inbox.problem() != null || inbox.status() == null) {
            problems.add(error(
                    INBOX, "The database " + inbox.name() + " "
                           + (inbox.problem() == null
                                   ? "does not answer in time." : "cannot be reached: " + reason(inbox.problem()))
                           + " Egnyte sends events again later.",
                    "Start the database, or free space on its disk. Everything else continues by itself.", null));
            return;
        }
        InboxStatus status = inbox.status();
        status.subscriptions().forEach((name, backlog) -> subscription(problems, name, backlog, situation.now()));
        if (status.malformedNow() > 0) {
            problems.add(warning(
                    MALFORMED, LogText.count(status.malformedNow(), "body", "bodies")
                               + " with the right secret came in the last 24 hours that cannot be read as an event.",
                    "Look at what is malformed, and at its reason. Nothing is lost: the bodies are stored.", null));
        }
        if (!situation.receivers().isEmpty()) {
            add(problems, silence(situation, status.lastReceived(), inbox.firstStart()));
        }
    }

    private static void agreements(List<Problem> problems, AgreementsStatus agreements) {
        int open = agreements.open().size();
        if (open > 0) {
            problems.add(warning(
                    AGREEMENTS_OPEN,
                    LogText.count(open, "change of an agreement waits", "changes of agreements wait")
                                     + " for a decision: "
                                     + reason(agreements.open().stream().limit(MOST_NAMED).collect(Collectors.joining("; ")))
                                     + (open > MOST_NAMED ? "; and " + (open - MOST_NAMED) + " more." : "."),
                    "Approve or refuse it on the page, under Agreements.", agreements.oldest()));
        }
        if (!agreements.stuck().isEmpty()) {
            problems.add(warning(
                    AGREEMENTS_STUCK, "An approved change cannot go on. " + reason(String.join(" ", agreements.stuck())),
                    "Correct the named cause. It is tried again by itself.", null));
        }
        if (!agreements.problems().isEmpty()) {
            problems.add(warning(
                    AGREEMENTS_UNREAD,
                    "The last comparison of agreements could not be made in full. "
                                       + reason(String.join(" ", agreements.problems())),
                    "Correct the named cause, then compare again on the page, under Agreements. What cannot be read is read again by itself.",
                    agreements.comparedAt()));
        }
    }

    private void missing(List<Problem> problems, Situation situation) {
        Instant unpaid = situation.missing().unpaidSince();
        if (unpaid != null && !settings.payment().isZero()
                && Duration.between(unpaid, situation.now()).compareTo(settings.payment()) >= 0) {
            problems.add(warning(
                    INVOICE_UNPAID,
                    "Egnyte reported an invoice, and no payment for " + words(Duration.between(unpaid, situation.now()))
                                    + ". Events do not say which invoice.",
                    "Look at your invoices in the Reseller Dashboard. alerts.paymentDays sets after how many days this is reported.",
                    unpaid));
        }
        Instant converted = situation.missing().converted();
        AgreementsStatus agreements = situation.agreements();
        if (converted != null && isComparedSinceConversion(situation)) {
            // a tenant cannot be mapped
            List<String> domains = agreements.unmapped().stream().filter(name -> !name.startsWith("tenant ")).toList();
            if (!domains.isEmpty()) {
                problems.add(warning(
                        CONVERSION_UNMAPPED,
                        "A trial was converted to a subscription, and no agreement bills "
                                             + reason(String.join(", ", domains)) + ".",
                        "Add the domain to mapping.csv in agreements.dir, and compare again.", converted));
            }
        }
    }

    private static boolean isComparedSinceConversion(Situation situation) {
        AgreementsStatus agreements = situation.agreements();
        return situation.missing() != null && agreements != null && agreements.comparedAt() != null
                && (situation.missing().converted() == null
                        || agreements.comparedAt().isAfter(situation.missing().converted()));
    }

    private Problem silence(Situation situation, Instant last, Instant firstStart) {
        Instant now = situation.now();
        Instant since = last != null ? last : firstStart;
        if (settings.silence().isZero() || since == null || Duration.between(since, now).compareTo(settings.silence()) < 0) {
            return null;
        }
        long days = Duration.between(since, now).toDays();
        return warning(
                SILENCE, "No event has come for " + LogText.count(days, "day.", "days.") + egnytesSide(situation),
                "Check the webhook now, and look in the Reseller Dashboard whether something has happened. If so few events are"
                                                                                                                   + " usual, set alerts.silence higher.",
                since);
    }

    /** What is known of the other end, so that nobody looks there in vain. */
    private static String egnytesSide(Situation situation) {
        List<KeeperStatus> webhooks = situation.receivers().stream().map(Receiver::webhook).filter(Objects::nonNull).toList();
        if (webhooks.isEmpty()) {
            return " Whether Egnyte has the webhook is not checked here.";
        }
        return webhooks.stream().allMatch(webhook -> webhook.problem() == null && "enabled".equalsIgnoreCase(webhook.status()))
                ? " Egnyte has the webhook, enabled." : "";
    }

    private void subscription(List<Problem> problems, String name, Backlog backlog, Instant now) {
        long unhandled = backlog.waiting() + backlog.running();
        Duration age
                = backlog.oldestWaiting() == null ? Duration.ZERO : Duration.between(backlog.oldestWaiting(), now);
        boolean isFailing = backlog.lastErrorAt() != null && backlog.oldestWaiting() != null
                && backlog.lastErrorAt().isAfter(backlog.oldestWaiting());
        if (backlog.failed() > 0) {
            problems.add(error(
                    "subscription-failed:" + name,
                    name + " has given up " + LogText.count(backlog.failed(), "event", "events") + ". " + lastError(backlog),
                    "Look at these events and their errors, correct the cause, and replay them.", null));
        }
        if (backlog.paused()) {
            problems.add(warning(
                    SUBSCRIPTION_PAUSED + ":" + name, name + " is paused. " + waiting(unhandled) + ".",
                    "Resume it when its events may be handled.", null));
            if (age.compareTo(LONGEST_PAUSE) >= 0) {
                problems.add(warning(
                        "oldest-waiting:" + name, name + " is paused, and its oldest event waits for " + words(age) + ".",
                        "Resume it, or it never gets its events.", backlog.oldestWaiting()));
            }
        } else if (backlog.consumers() == 0 && unhandled > 0) {
            problems.add(warning(
                    "subscription-no-consumer:" + name,
                    "No route handles the events of " + name + ": " + waiting(unhandled) + ".",
                    "Start its route again (such as mail.enabled=true), or remove the subscription.", backlog.oldestWaiting()));
        } else if (isFailing && LOGIN_REFUSED.matcher(String.valueOf(backlog.lastError())).find()) {
            problems.add(error(
                    "subscription-failing:" + name,
                    name + " cannot log in to the other side: " + waiting(unhandled) + ". " + lastError(backlog),
                    "Correct the login in the settings, and restart: its events are retried at once.",
                    backlog.oldestWaiting()));
        } else if (isFailing && age.compareTo(settings.failing()) >= 0) {
            problems.add(error(
                    "subscription-failing:" + name,
                    name + (backlog.outageUntil() == null ? " fails: " : " is down: ") + waiting(unhandled)
                                                    + ", the oldest for "
                                                    + words(age) + ". " + lastError(backlog),
                    "Correct the cause that the error names. If it is a setting, restart. The events are retried automatically.",
                    backlog.oldestWaiting()));
        } else if (age.compareTo(settings.oldestWaiting()) >= 0) {
            problems.add(error(
                    "oldest-waiting:" + name,
                    name + " does not keep up: " + waiting(unhandled) + ", the oldest for " + words(age) + ".",
                    "Look whether its route runs, and what takes so long: no try has failed.", backlog.oldestWaiting()));
        }
    }

    private static String waiting(long number) {
        return LogText.count(number, "event waits", "events wait");
    }

    private static String lastError(Backlog backlog) {
        return backlog.lastError() == null ? "" : "The last error: " + reason(backlog.lastError());
    }

    /** What the other side said. */
    private static String reason(String text) {
        return LogText.of(text.strip(), LONGEST_REASON);
    }

    private static String words(Duration age) {
        return age.toDays() > 1 ? age.toDays() + " days"
                : age.toHours() > 1 ? age.toHours() + " hours"
                : age.toMinutes() > 1 ? age.toMinutes() + " minutes" : "a minute";
    }

    private static void add(List<Problem> problems, Problem problem) {
        if (problem != null) {
            problems.add(problem);
        }
    }

    private static Problem error(String id, String text, String todo, Instant since) {
        return new Problem(id, Severity.error, text.strip(), todo, since);
    }

    private static Problem warning(String id, String text, String todo, Instant since) {
        return new Problem(id, Severity.warning, text.strip(), todo, since);
    }
}
