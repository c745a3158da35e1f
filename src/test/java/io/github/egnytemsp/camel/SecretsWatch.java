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
package io.github.egnytemsp.camel;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Looks for the secrets that tests use in everything that is logged at INFO and above, during every test. */
public final class SecretsWatch implements BeforeAllCallback, AfterEachCallback {

    private static final List<String> SECRETS = List.of(
            TestRuntime.SECRET, "simulator-token", "proof-value", "tok-8f2c1d", "tok-new", "pas-77aa10", "password-of-the-test",
            "plain-to-see", "ver-5b7a9e", "old-1c4d6f", "val-3e8b2a", "private-6b1d", "client-id-9e20", "first-login-of-dana",
            "hook-of-the-channel",
            // the first of them in base64, as it is sent
            "Y29tcGFueStwdWJsaWM6cHJpdmF0ZS02YjFk");
    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();
    private static final AppenderBase<ILoggingEvent> APPENDER = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (!event.getLevel().isGreaterOrEqual(Level.INFO)) {
                return;
            }
            IThrowableProxy thrown = event.getThrowableProxy();
            String line = event.getLoggerName() + " " + event.getFormattedMessage()
                          + (thrown == null ? "" : " " + ThrowableProxyUtil.asString(thrown));
            if (SECRETS.stream().anyMatch(line::contains)) {
                LEAKS.add(line);
            }
        }
    };

    @Override
    public void beforeAll(ExtensionContext context) {
        Logger root = (Logger) LoggerFactory.getLogger("ROOT");
        if (!root.isAttached(APPENDER)) {
            APPENDER.setContext(root.getLoggerContext());
            APPENDER.start();
            root.addAppender(APPENDER);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> leaks = List.copyOf(LEAKS);
        LEAKS.clear();
        assertThat(leaks).as("lines at INFO and above with a secret").isEmpty();
    }
}
