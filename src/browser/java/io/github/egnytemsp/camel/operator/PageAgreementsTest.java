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

import io.github.egnytemsp.camel.psa.Addition;
import io.github.egnytemsp.camel.psa.Fault;
import io.github.egnytemsp.camel.psa.Step;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a person decides about agreements on the operator's page, in a real browser. */
class PageAgreementsTest extends BrowserFixture {

    private static final String HOSTILE = "<img src=x onerror=document.title='taken'>";

    @Test
    void changesAreComparedApprovedRefusedAndRejectedWhenTheyAreOutOfDate() {
        installation.connectWise().putAddition(Addition.of(31, 7, "Power users", "18", "15.50"));
        installation.connectWise().putAddition(Addition.of(32, 7, HOSTILE, "12", "15.50"));
        installation.connectWise().putAddition(Addition.of(33, 7, "Power users", "25", null));
        enter("");
        browser.click("nav-agreements");
        browser.click("compare");
        browser.text("agreements-summary", text -> text.contains("3 of 3 mapped lines were compared: 0 agree, 3 differ."));
        assertThat(browser.seeId("proposals-open").getText()).contains("acme1: Power users from 18 to 20", "+31.0", HOSTILE);

        browser.click("approve-1");
        assertThat(browser.seeId("approve-dialog").getText()).contains("from 18 to 20", "+31.0");
        browser.click("dialog-confirm");
        browser.text("dialog-result", text -> text.contains("It is applied."));
        browser.click("dialog-cancel");
        browser.text("state-of-1", text -> text.startsWith("Applied"));
        assertThat(browser.seeId("proposal-1").getText()).contains("Decided by dana");
        assertThat(installation.connectWise().quantityChanges()).hasSize(1);

        browser.click("refuse-2");
        browser.click("dialog-confirm");
        browser.text("dialog-result", text -> text.contains("It is refused."));
        browser.click("dialog-cancel");
        browser.text("state-of-2", text -> text.startsWith("Refused"));

        browser.click("approve-3");
        installation.connectWise().changeQuantity(7, 33, 28);
        browser.click("dialog-confirm");
        browser.text("dialog-result", text -> text.contains("out of date") && text.contains("the agreement has 28"));
        browser.click("dialog-cancel");
        browser.seeId("approve-4");
        assertThat(installation.connectWise().quantityChanges()).hasSize(1);
        assertThat(browser.title()).startsWith("Agreements");

        installation.connectWise().failOnce(Step.ADDITIONS, Fault.silence(false));
        browser.click("compare");
        browser.text("agreements-running", text -> text.startsWith("Comparing: 0 of 3 lines"));
    }
}
