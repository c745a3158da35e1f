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

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.logging.Level;

import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Chromium, with a profile of its own. Nothing is downloaded. */
final class Browser implements AutoCloseable {

    /** Names of hosts that lead to this machine. */
    static final String FOREIGN_HOST = "evil.example";

    private static final Path AXE = Path.of("target", "axe", "node_modules", "axe-core", "axe.min.js");
    /** What is seen is read again every 5 seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser start(Path profile) {
        Path chromium = program("browser.chromium", "/usr/bin/chromium");
        Path chromeDriver = program("browser.driver", "/usr/bin/chromedriver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toString());
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-dev-shm-usage",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
                "--window-size=1280,900",
                "--lang=en-GB", "--user-data-dir=" + profile.toAbsolutePath(),
                "--host-resolver-rules=MAP " + FOREIGN_HOST + " 127.0.0.1");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        // the path of the driver: else Selenium would look for one to download
        return new Browser(
                new ChromeDriver(
                        new ChromeDriverService.Builder().usingDriverExecutable(chromeDriver.toFile()).usingAnyFreePort()
                                .withLogFile(new File(profile + ".log")).build(),
                        options));
    }

    /**
     * The path of a program.
     *
     * @throws IllegalStateException if it is not there
     */
    static Path program(String property, String otherwise) {
        Path path = Path.of(System.getProperty(property, otherwise));
        if (!Files.isExecutable(path)) {
            throw new IllegalStateException(
                    path + " is missing. Install it (Debian: apt-get install chromium chromium-driver), or set -D" + property);
        }
        return path;
    }

    void open(String url) {
        driver.get(url);
    }

    String title() {
        return driver.getTitle();
    }

    String url() {
        return driver.getCurrentUrl();
    }

    /** The first element that a selector chooses and a person sees, once there is one. */
    WebElement see(String selector) {
        try {
            return await().atMost(PATIENCE).ignoreExceptionsMatching(Browser::comesAndGoes)
                    .until(() -> seen(selector), Objects::nonNull);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(selector + " is not seen at " + url() + ": " + shortText(), e);
        }
    }

    private WebElement seen(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream().filter(WebElement::isDisplayed).findFirst().orElse(null);
    }

    WebElement seeId(String testId) {
        return see(withTestId(testId));
    }

    static String withTestId(String testId) {
        return "[data-testid='" + testId + "']";
    }

    boolean isSeen(String selector) {
        return seen(selector) != null;
    }

    void gone(String selector) {
        await().atMost(PATIENCE).ignoreExceptionsMatching(Browser::comesAndGoes)
                .untilAsserted(() -> assertThat(isSeen(selector)).as("%s: %s", selector, shortText()).isFalse());
    }

    /** Waits for the text of an element to be as it should be. */
    void text(String testId, Predicate<String> right) {
        await().atMost(PATIENCE).ignoreExceptionsMatching(Browser::comesAndGoes).untilAsserted(
                () -> assertThat(see(withTestId(testId)).getText()).as("%s: %s", testId, shortText()).matches(right));
    }

    private static boolean comesAndGoes(Throwable failure) {
        return failure instanceof NoSuchElementException || failure instanceof StaleElementReferenceException;
    }

    private String shortText() {
        String text = driver.findElement(By.tagName("body")).getText();
        return text.substring(0, Math.min(1500, text.length()));
    }

    int count(String selector) {
        return driver.findElements(By.cssSelector(selector)).size();
    }

    List<String> texts(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream().map(WebElement::getText).toList();
    }

    /** A click on what a person sees: nothing lies over it, and it can be used. */
    void click(String testId) {
        clickOn(withTestId(testId));
    }

    void clickOn(String selector) {
        await().atMost(PATIENCE).ignoreExceptionsMatching(WebDriverException.class::isInstance).until(() -> {
            WebElement element = see(selector);
            if ("true".equals(element.getDomAttribute("aria-disabled"))) {
                return false;
            }
            element.click();
            return true;
        });
    }

    void type(String selector, String text) {
        WebElement field = see(selector);
        field.clear();
        field.sendKeys(text);
    }

    void choose(String selector, String value) {
        see(selector + " option[value='" + value + "']").click();
    }

    /** Keys for whatever has the focus. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Goes from one to the next by keyboard until something has the focus. */
    void tabTo(String selector) {
        for (int i = 0; i < 200; i++) {
            if (Boolean.TRUE.equals(run("return document.activeElement.matches(arguments[0])", selector))) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError(selector + " is not reached by the tab key");
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    Object runAsync(String script, Object... arguments) {
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(30));
        return driver.executeAsyncScript(script, arguments);
    }

    /** As if the server had forgotten it. */
    void loseSession() {
        driver.manage().deleteAllCookies();
    }

    void size(int width, int height, boolean phone) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", Map.of(
                "width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
    }

    void dark(boolean dark) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(
                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** What is wrong for people who see, hear or move differently: nothing, if it is well. */
    @SuppressWarnings("unchecked")
    List<String> barriers() throws IOException {
        if (!Boolean.TRUE.equals(run("return typeof axe === 'object'"))) {
            run(Files.readString(AXE));
        }
        return (List<String>) runAsync("""
                const done = arguments[arguments.length - 1];
                axe.run(document, { resultTypes: ['violations'] }).then((found) => done(found.violations.map((one) =>
                  one.id + ': ' + one.help + ' ' + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(' | '))),
                  (error) => done([String(error)]));
                """);
    }

    /** Errors and warnings on the console since the last look, but for answers to those who are not logged in. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage).filter(message -> !message.contains("the server responded with a status of 401"))
                .toList();
    }

    byte[] screenshot() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
