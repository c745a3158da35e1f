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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.github.egnytemsp.camel.model.EventId;
import io.github.egnytemsp.camel.psa.HaloPsaServer;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import io.github.egnytemsp.camel.simulator.SimulatedEvents;

/** A day of an MSP in a few seconds: every type of event, and what goes wrong on a bad day. */
final class DemoDay {

    /** The field of events that tells the customer; none of the documented ones does. */
    static final String CUSTOMER_FIELD = "customer";
    /** A customer with a number of its own in the ticket system. */
    static final String CUSTOMER = "Müller & Söhne \"IT\" GmbH";
    private static final String OTHER_CUSTOMER = "Other Customer";

    private static final long PAUSE_MILLIS = 250;

    private final EgnyteMspSimulator egnyte;
    private final HaloPsaServer tickets;
    private final DemoScreen screen;
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    DemoDay(EgnyteMspSimulator egnyte, HaloPsaServer tickets, DemoScreen screen) {
        this.egnyte = egnyte;
        this.tickets = tickets;
        this.screen = screen;
        plan();
    }

    private void plan() {
        raise("RESELLER_FIRST_LOGIN", "RESELLER_PROFILE_UPDATED", "USER_ADDED", "USER_TFA_ENABLED", "USER_TFA_ENROLLED",
                "RESELLER_TFA_ENABLED", "RESELLER_TFA_ENROLLED", "RESELLER_LINK_NFR_MANUALLY");
        raiseAbout(CUSTOMER, "RESELLER_CREATED_CONNECT_TRIAL");
        steps.add(() -> {
            screen.row("tickets", "", "", "the ticket system goes down: 503 from now on");
            tickets.failWith(503);
        });
        raiseAbout(OTHER_CUSTOMER, "RESELLER_CREATED_PROTECT_TRIAL");
        raise("RESELLER_MRR_CHANGED", "RESELLER_CC_ADDED", "RESELLER_PVI_ADDED");
        steps.add(this::wrongSecret);
        steps.add(() -> egnyte.raiseRaw("{\"event_type\":\"RESELLER_MRR_CHANGED\", and then no JSON".getBytes()));
        raise("RESELLER_RECURRING_INVOICE_GENERATED");
        steps.add(() -> egnyte.deliveries().stream()
                .filter(delivery -> delivery.eventType().equals("RESELLER_RECURRING_INVOICE_GENERATED"))
                .findFirst().ifPresent(delivery -> egnyte.deliverAgain(delivery.id())));
        steps.add(() -> {
            screen.row("tickets", "", "", "the ticket system is back");
            tickets.failWith(0);
        });
        raise("RESELLER_UPSELL_INVOICE_GENERATED", "RESELLER_INVOICE_EDITED", "RESELLER_INVOICE_PAID");
        raiseAbout(CUSTOMER, "RESELLER_CONVERTED_CONNECT_TRIAL_TO_PAID");
        raiseAbout(OTHER_CUSTOMER, "RESELLER_CONVERTED_PROTECT_TRIAL_TO_PAID");
        raiseAbout(OTHER_CUSTOMER, "RESELLER_CONNECT_TRIAL_EXPIRED");
    }

    /** With a field that tells the customer, so that these events are one incident. */
    private void raiseAbout(String customer, String type) {
        steps.add(() -> egnyte.raise(type, Map.of(CUSTOMER_FIELD, customer)));
    }

    private void raise(String... types) {
        List.of(types).forEach(type -> steps.add(() -> egnyte.raise(type)));
    }

    /** Outside the simulator's bookkeeping: it would send what was refused again and again. */
    private void wrongSecret() {
        byte[] event = SimulatedEvents.sample("USER_ADDED").toString().getBytes();
        egnyte.deliverOnce(egnyte.webhooks().get(0).id(), event, "not-the-secret")
                .thenAccept(status -> screen.row("egnyte", "USER_ADDED", EventId.ofBytes(event),
                        status + (status == 401 ? ", rejected: wrong secret" : ", but 401 is right: the secret was wrong")));
    }

    /** Plays it; completes when the last event has been raised, or with what went wrong. */
    CompletableFuture<Void> play(ScheduledExecutorService executor) {
        ScheduledFuture<?> playing
                = executor.scheduleWithFixedDelay(this::step, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        over.whenComplete((nothing, failure) -> playing.cancel(false));
        return over;
    }

    private void step() {
        Runnable step = steps.poll();
        if (step == null) {
            over.complete(null);
            return;
        }
        try {
            step.run();
        } catch (RuntimeException e) {
            over.completeExceptionally(e);
        }
    }
}
