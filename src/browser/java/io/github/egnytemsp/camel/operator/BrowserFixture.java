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

import org.apache.camel.util.FileUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/** One installation and one browser for a class of tests. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserFixture {

    private final Path folder = Path.of("target", "browser", getClass().getSimpleName());
    Installation installation;
    Browser browser;
    private final List<Browser> others = new ArrayList<>();

    @BeforeAll
    void start() throws Exception {
        FileUtil.removeDir(folder.toFile());
        Files.createDirectories(folder);
        browser = Browser.start(folder.resolve("chromium"));
        installation = new Installation(folder);
    }

    @AfterAll
    void stop() {
        others.forEach(Browser::close);
        if (installation != null) {
            installation.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void nothingIsOnTheConsole() {
        assertThat(browser.complaints()).isEmpty();
    }

    Browser another() {
        Browser other = Browser.start(folder.resolve("chromium-" + (others.size() + 2)));
        others.add(other);
        return other;
    }

    /** Opens a view of the page, and logs in if it must. */
    void enter(Browser who, String view) {
        // the same address would not be read again
        who.open("about:blank");
        who.open(installation.page() + view);
        who.see("#login[open], [data-testid='updated']:not(:empty)");
        if (who.isSeen("#login[open]")) {
            logIn(who, Installation.PASSWORD);
            who.gone("#login[open]");
        }
    }

    void enter(String view) {
        enter(browser, view);
    }

    static void logIn(Browser who, String password) {
        who.type("#login-name", "dana");
        who.type("#login-password", password);
        who.clickOn("#login-submit");
    }
}
