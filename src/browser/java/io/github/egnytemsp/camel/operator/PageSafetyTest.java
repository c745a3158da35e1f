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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What others send is text, and what other pages do comes to nothing. */
class PageSafetyTest extends BrowserFixture {

    private static final String MARKUP
            = "<script>window.hostile=1</script><img src=x onerror='window.hostile=2'><svg onload='window.hostile=3'>";
    private static final String RIGHT_TO_LEFT = "\u202Egnp.exe\u2066 \u05D0\u05D1\u05D2";

    @Test
    void aHostileEventIsTextOnEveryView() throws Exception {
        String company = MARKUP + RIGHT_TO_LEFT + " \uD83D\uDE80\uD83D\uDC69\u200D\uD83D\uDCBB " + "W".repeat(40_000);
        String id = installation.handle("RESELLER_" + MARKUP + RIGHT_TO_LEFT, "R-" + MARKUP, company);
        installation.storeMalformed(MARKUP + RIGHT_TO_LEFT, "It is " + MARKUP);
        for (String view : List.of("", "#/events", "#/events?state=malformed", "#/events/" + id)) {
            enter(view);
            browser.see(view.endsWith(id) ? "#payload" : "[data-testid='event']");
            assertThat((String) browser.run("return document.querySelector('main').textContent")).as(view)
                    .contains("<script>window.hostile");
            assertThat(browser.run("return window.hostile")).as(view).isNull();
            assertThat(browser.count("main script, main img, main svg[onload]")).as(view).isZero();
            // what comes from outside turns nothing round but itself
            assertThat(browser.run("""
                    return [...document.querySelectorAll('main *')].filter((one) => [...one.childNodes].some((node) =>
                      node.nodeType === Node.TEXT_NODE && /[\u202A-\u202E\u2066-\u2069]/.test(node.data))
                      && !one.closest('bdi') && !getComputedStyle(one).unicodeBidi.startsWith('isolate'))
                      .map((one) => one.outerHTML.slice(0, 200))""")).as(view).isEqualTo(List.of());
            browser.size(360, 740, true);
            assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth")).as(view)
                    .isEqualTo(true);
            browser.size(1280, 900, false);
        }
    }

    @Test
    void aPageOfAnotherSiteChangesNothingAndReadsNothing() throws Exception {
        enter("");
        browser.seeId("pause-mail");
        HttpServer foreign = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        foreign.createContext("/", exchange -> {
            byte[] page
                    = ("<!doctype html><iframe name=hidden></iframe><form id=form method=post target=hidden enctype=text/plain action='"
                       + installation.origin() + "/operator/api/subscriptions/mail/pause'>"
                       + "<input name='{\"a\":\"' value='\"}'></form>").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        foreign.start();
        try {
            for (String host : List.of("127.0.0.1", "localhost", Browser.FOREIGN_HOST)) {
                browser.open("http://" + host + ":" + foreign.getAddress().getPort() + "/");
                assertThat(browser.runAsync("""
                        const [api, done] = arguments;
                        const tries = [
                          ['subscriptions', {}],
                          ['subscriptions/mail/pause', { method: 'POST', mode: 'no-cors', body: '{}' }],
                          ['subscriptions/mail/pause', { method: 'POST', body: '{}',
                            headers: { 'Content-Type': 'application/json', 'X-Egnyte-Msp-Operator': '1' } }],
                          ['subscriptions/mail/pause', { method: 'POST', body: '{}' }],
                        ];
                        Promise.all(tries.map(([path, options]) => fetch(api + path, { credentials: 'include', ...options })
                          .then((answer) => answer.text(), () => ''))).then((texts) => {
                            document.getElementById('form').submit();
                            setTimeout(() => done(texts.join('')), 500);
                          });
                        """, installation.origin() + "/operator/api/")).as(host).isEqualTo("");
                assertThat(installation.isPaused("mail")).as(host).isFalse();
            }
            // a name that leads here is not enough to be served
            browser.open("http://" + Browser.FOREIGN_HOST + ":" + installation.port() + "/operator/");
            assertThat(browser.count("#main")).isZero();
            assertThat((String) browser.run(
                    "const request = new XMLHttpRequest(); request.open('GET', '/operator/api/subscriptions', false);"
                                            + " request.send(); return request.status + request.responseText"))
                    .startsWith("403").doesNotContain("mail");
        } finally {
            foreign.stop(0);
            // what it complains about is what those pages tried
            browser.complaints();
        }
        assertThat(installation.count(Map.of("state", "waiting"))).isZero();
    }
}
