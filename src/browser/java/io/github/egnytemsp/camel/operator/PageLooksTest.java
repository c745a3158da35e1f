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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.egnytemsp.camel.psa.Addition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/** By keyboard, on a phone, in light and dark, and without barriers. */
class PageLooksTest extends BrowserFixture {

    private static final List<String> TYPES = List.of(
            Installation.MRR, Installation.INVOICE, "RESELLER_CREATED_TRIAL", "RESELLER_USER_ADDED",
            "RESELLER_PROFILE_UPDATED");
    /** More would make the repository heavy. */
    private static final int LARGEST_PICTURE = 200_000;

    private String opened;

    @BeforeAll
    void store() throws Exception {
        for (int i = 0; i < 60; i++) {
            String id = installation.handle(
                    TYPES.get(i * i % TYPES.size()), i % 13 == 4 ? "R-9" : "R-" + (100 + i % 17), "MSP Example " + i);
            opened = i == 56 ? id : opened;
        }
        installation.storeMalformed("no event", "The body is no JSON");
        installation.spreadOver(30);
        for (int i = 0; i < 6; i++) {
            installation.handle(TYPES.get(i % TYPES.size()), "R-" + (200 + i), "MSP Today " + i);
        }
        installation.connectWise().putAddition(Addition.of(31, 7, "Power users of a product with a long name", "18", "15.50"));
        installation.connectWise().putAddition(Addition.of(32, 7, "Power users", "10", "15.50"));
        installation.compareAgreements();
    }

    @Test
    void everythingIsReachedByKeyboard() {
        enter("");
        browser.seeId("event-link");
        browser.tabTo("[data-testid='nav-events']");
        browser.press(Keys.ENTER);
        browser.see("#view-events");
        browser.seeId("event-link");
        browser.tabTo("[data-testid='filter-text']");
        browser.press("today 3");
        browser.press(Keys.ENTER);
        browser.text("shown", text -> text.startsWith("1 event"));
        browser.tabTo("[data-testid='event-link']");
        browser.press(Keys.ENTER);
        browser.see("#payload");
        browser.tabTo("[data-testid='handle-again-mail']");
        browser.press(Keys.SPACE);
        browser.text("notice", text -> !text.isBlank());
        browser.tabTo("[data-testid='nav-overview']");
        browser.press(Keys.ENTER);
        browser.tabTo("[data-testid='test-event']");
        browser.press(Keys.ENTER);
        browser.see("[data-testid='test-event-dialog'][open]");
        browser.press(Keys.ESCAPE);
        browser.gone("[data-testid='test-event-dialog'][open]");
    }

    @Test
    void noViewHasBarriersInLightAndDarkAndOnAPhone() throws Exception {
        List<String> found = new ArrayList<>();
        for (boolean phone : new boolean[] { false, true }) {
            browser.size(phone ? 360 : 1280, phone ? 740 : 900, phone);
            for (boolean dark : new boolean[] { false, true }) {
                browser.dark(dark);
                for (String view : List.of("", "#/events", "#/events?state=failed", "#/events/" + opened)) {
                    enter(view);
                    browser.see(view.endsWith(opened) ? "#payload" : "[data-testid='event']");
                    if (view.isEmpty()) {
                        browser.seeId("days-picture");
                        browser.seeId("tile-webhook");
                    }
                    look(view, phone, dark, found);
                }
                enter("#/agreements");
                browser.seeId("approve-1");
                look("agreements", phone, dark, found);
                browser.click("approve-1");
                browser.see("dialog[open]");
                look("approve", phone, dark, found);
                for (String dialog : List.of("replay", "forget", "test-event-2")) {
                    enter("#/events?state=failed");
                    browser.seeId("event");
                    browser.click(dialog);
                    browser.see("dialog[open]");
                    look(dialog, phone, dark, found);
                }
                browser.loseSession();
                browser.open("about:blank");
                browser.open(installation.page());
                browser.see("#login[open]");
                look("login", phone, dark, found);
            }
        }
        browser.dark(false);
        browser.size(1280, 900, false);
        assertThat(found).isEmpty();
    }

    private void look(String view, boolean phone, boolean dark, List<String> found) throws Exception {
        String where = view + (phone ? ", phone" : "") + (dark ? ", dark: " : ", light: ");
        browser.barriers().forEach(barrier -> found.add(where + barrier));
        if (!Boolean.TRUE.equals(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))) {
            found.add(where + "it scrolls sideways");
        }
    }

    @Test
    void aBarrierWouldBeFound() throws Exception {
        enter("");
        browser.run("document.querySelector('main').append(new Image())");
        assertThat(browser.barriers()).anyMatch(barrier -> barrier.startsWith("image-alt: "));
    }

    @Test
    void darkIsDarkAndLightIsLight() {
        enter("");
        String background = "return getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).slice(0, 3)"
                            + ".reduce((sum, part) => sum + Number(part), 0)";
        browser.dark(true);
        assertThat(((Number) browser.run(background)).doubleValue()).isLessThan(200);
        browser.dark(false);
        assertThat(((Number) browser.run(background)).doubleValue()).isGreaterThan(600);
    }

    @Test
    void picturesForTheReadme() throws Exception {
        picture("operator.png", "", "[data-testid='days-picture']", 1500);
        picture("operator-event.png", "#/events/" + opened, "#payload", 1000);
    }

    private void picture(String name, String view, String complete, int height) throws Exception {
        browser.size(1100, height, false);
        enter(view);
        browser.see(complete);
        byte[] picture = browser.screenshot();
        assertThat(picture).hasSizeBetween(10_000, LARGEST_PICTURE);
        Path folder = Path.of(Boolean.getBoolean("browser.screenshots") ? "src/main/docs" : "target/browser");
        Files.createDirectories(folder);
        Files.write(folder.resolve(name), picture);
        browser.size(1280, 900, false);
    }
}
