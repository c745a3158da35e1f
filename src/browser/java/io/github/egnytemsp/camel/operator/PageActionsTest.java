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

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each thing that a person does on the operator's page, in a real browser. */
class PageActionsTest extends BrowserFixture {

    @Test
    void aWrongPasswordIsRefusedAndTheRightOneOpensThePage() {
        browser.loseSession();
        browser.open("about:blank");
        browser.open(installation.page());
        browser.see("#login[open]");
        logIn(browser, "not the password");
        await().until(() -> !browser.see("#login-error").getText().isEmpty());
        assertThat(browser.isSeen("[data-testid='tile-inbox']")).isFalse();
        logIn(browser, Installation.PASSWORD);
        browser.gone("#login[open]");
        assertThat(browser.seeId("user").getText()).contains("dana");
        browser.seeId("tile-webhook");
        browser.click("logout");
        browser.see("#login[open]");
        assertThat(browser.isSeen("[data-testid='tile-inbox']")).isFalse();
    }

    @Test
    void aSessionThatEndsAsksForThePasswordAndGoesOnWhereItWas() throws Exception {
        installation.handle(Installation.INVOICE, "R-50", "Session End");
        enter("#/events?resellerCode=R-50");
        browser.seeId("event");
        browser.loseSession();
        browser.see("#login[open]");
        assertThat(browser.see("#login-why").getText()).contains("session has ended");
        logIn(browser, Installation.PASSWORD);
        browser.gone("#login[open]");
        assertThat(browser.url()).endsWith("#/events?resellerCode=R-50");
        browser.seeId("event");
    }

    @Test
    void anEventIsFoundByFiltersAndOpened() throws Exception {
        String id = installation.handle(Installation.INVOICE, "R-60", "Found Company");
        installation.handle(Installation.MRR, "R-61", "Other Company");
        enter("");
        browser.click("nav-events");
        browser.type("[data-testid='filter-text']", "found COMPANY");
        browser.choose("[data-testid='filter-type']", Installation.INVOICE);
        browser.click("filter-show");
        browser.text("shown", text -> text.startsWith("1 event"));
        assertThat(browser.seeId("event").getDomAttribute("data-event-id")).isEqualTo(id);
        browser.click("event-link");
        browser.text("event-id", text -> text.contains(id));
        assertThat(browser.seeId("payload").getText()).contains("Found Company", "dana@msp.example");
        assertThat(browser.seeId("delivery-tickets").getText()).contains("ticket 1001");
        browser.click("back");
        browser.click("filter-clear");
        await().until(() -> browser.count("#events [data-testid='event']") > 1);
    }

    @Test
    void oneEventIsHandledAgain() throws Exception {
        String id = installation.handle(Installation.MRR, "R-9", "Refused Company");
        enter("#/events/" + id);
        browser.see("[data-testid='delivery-tickets'] [data-state='failed']");
        assertThat(browser.seeId("delivery-tickets").getText()).contains("The ticket system has no customer R-9");
        browser.click("handle-again-mail");
        await().until(() -> browser.count("[data-testid='delivery-mail'] [data-testid='try']") == 2);
        assertThat(browser.count("[data-testid='delivery-tickets'] [data-testid='try']")).isEqualTo(1);
    }

    @Test
    void manyEventsAreHandledAgainAfterTheirNumberWasShown() throws Exception {
        for (int i = 0; i < 3; i++) {
            installation.handle(Installation.MRR, "R-70", "Company " + i);
        }
        enter("#/events?resellerCode=R-70");
        browser.text("shown", text -> text.startsWith("3 events"));
        browser.click("replay");
        browser.text("dialog-count", text -> text.startsWith("6 events would be handled again"));
        browser.choose("[data-testid='replay-dialog'] select[name=subscription]", "mail");
        browser.text("dialog-count", text -> text.startsWith("3 events would be handled again"));
        browser.click("dialog-confirm");
        browser.text("dialog-result", text -> text.startsWith("3 events are handled again"));
        browser.click("dialog-cancel");
        await().until(() -> browser.texts("[data-testid='state'][data-subscription='mail']").stream()
                .filter(text -> text.contains("(again)")).count() == 3);
    }

    @Test
    void aSubscriptionIsPausedAndResumed() throws Exception {
        enter("");
        browser.click("pause-mail");
        browser.text("condition-mail", text -> text.startsWith("Paused"));
        assertThat(installation.isPaused("mail")).isTrue();
        browser.see("[data-problem='subscription-paused:mail']");
        browser.click("resume-mail");
        browser.text("condition-mail", text -> text.startsWith("Works"));
        assertThat(installation.isPaused("mail")).isFalse();
    }

    @Test
    void aTestEventGoesThroughTheReceiver() {
        enter("");
        browser.click("test-event");
        browser.choose("[data-testid='test-event-dialog'] select[name=eventType]", Installation.INVOICE);
        browser.click("dialog-confirm");
        browser.text("dialog-result", text -> text.startsWith("The receiver "));
        browser.click("test-event-link");
        browser.text("payload", text -> text.contains("\"test\": true"));
        browser.see("[data-testid='delivery-mail'] [data-state='handled']");
    }

    @Test
    void theSecretIsRotated() {
        String before = installation.egnyte().webhooks().get(0).authHeaderValue();
        enter("");
        browser.click("check-webhook");
        browser.text("notice", text -> text.startsWith("The webhook was checked"));
        browser.click("rotate");
        browser.type("#rotate-secret", "the-second-secret-of-the-webhook");
        browser.click("dialog-confirm");
        browser.text("dialog-result", text -> text.startsWith("The secret was rotated"));
        assertThat(installation.egnyte().webhooks().get(0).authHeaderValue()).isNotEqualTo(before)
                .isEqualTo("the-second-secret-of-the-webhook");
        assertThat((String) browser.run("return document.documentElement.outerHTML")).doesNotContain("second-secret");
    }

    @Test
    void aPersonIsForgottenAfterTheNumberWasShown() throws Exception {
        installation.handle(Installation.MRR, "R-80", "Forgotten Person");
        installation.handle(Installation.INVOICE, "R-81", "Forgotten Person");
        enter("#/events");
        browser.click("forget");
        browser.type("[data-testid='forget-dialog'] input[name=text]", "forgotten person");
        browser.click("forget-count");
        browser.text("dialog-count", text -> text.startsWith("2 events would be forgotten"));
        assertThat(browser.seeId("dialog-confirm").getDomAttribute("aria-disabled")).isEqualTo("true");
        browser.type("[data-testid='forget-confirmation']", "forget");
        browser.click("dialog-confirm");
        browser.text("dialog-result", text -> text.startsWith("2 events were forgotten"));
        assertThat(installation.count(Map.of("text", "Forgotten"))).isZero();
    }

    @Test
    void twoBrowsersSeeWhatTheOtherDoesWithoutReloading() throws Exception {
        Browser other = another();
        enter("");
        enter(other, "");
        browser.seeId("pause-tickets");
        other.seeId("pause-tickets");
        other.run("window.notReloaded = true");
        browser.click("pause-tickets");
        other.seeId("resume-tickets");
        String id = installation.store(Installation.MRR, "R-90", "For Both");
        other.see("[data-testid='today'] [data-event-id='" + id + "']");
        browser.see("[data-testid='today'] [data-event-id='" + id + "']");
        other.click("resume-tickets");
        browser.seeId("pause-tickets");
        assertThat(other.run("return window.notReloaded")).isEqualTo(true);
        assertThat(other.complaints()).isEmpty();
    }
}
