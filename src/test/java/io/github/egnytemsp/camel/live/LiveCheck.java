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
package io.github.egnytemsp.camel.live;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import io.github.egnytemsp.camel.auth.KeystorePassword;
import io.github.egnytemsp.camel.auth.StoredToken;
import io.github.egnytemsp.camel.auth.TokenKeystore;
import io.github.egnytemsp.camel.model.BaseUrl;

/**
 * Compares a real account with what this library expects of the API, by calls that change nothing: fields and their
 * types, headers, the form of {@code next}, error bodies. Prints names and types, never a value: what it prints can be
 * pasted into an issue.
 * <p>
 * {@code mvn -q -Plive -DnfrDomain=acmemsp -DtokenKeystore=tokens.p12}; the keystore's password is the variable
 * {@code EGNYTE_MSP_KEYSTORE_PASSWORD}, or {@code -DkeystorePassword=file:PATH}.
 * <p>
 * With {@code -DwebhookUrl=https://hooks.msp.example/live -Dlisten.port=8080} it also registers a webhook of its own,
 * receives for {@code -Dlisten.minutes=30}, refuses the first event once with 500, and reports what comes and when. The
 * URL has to lead to that port of this machine. The webhook is unregistered in the end, after Ctrl-C too.
 */
public final class LiveCheck {

    private LiveCheck() {
    }

    /**
     * Runs the check, and ends with exit code 0 if nothing differs.
     *
     * @param  arguments none: see the system properties above
     * @throws Exception if the API cannot be asked
     */
    public static void main(String[] arguments) throws Exception {
        URI baseUrl = BaseUrl.of(System.getProperty("nfrDomain"), System.getProperty("baseUrl"));
        String password = System.getProperty("keystorePassword", System.getenv("EGNYTE_MSP_KEYSTORE_PASSWORD"));
        Path keystore = Path.of(System.getProperty("tokenKeystore", "egnyte-msp-tokens.p12"));
        StoredToken token = new TokenKeystore(keystore, KeystorePassword.read(password)).token(BaseUrl.host(baseUrl));
        if (token == null) {
            throw new IllegalStateException(
                    "No token of " + BaseUrl.host(baseUrl) + " is in " + keystore
                                            + ": run java -jar camel-egnyte-msp.jar authorize");
        }
        LiveReport report = new LiveReport(System.out);
        LiveApi api = new LiveApi(baseUrl, token.token(), report);
        new AccountCheck(api, report).run();
        String webhookUrl = System.getProperty("webhookUrl");
        if (webhookUrl != null) {
            receive(api, report, webhookUrl);
        }
        report.note(report.differences() == 0 ? "Nothing differs." : report.differences() + " differences.");
        if (report.differences() > 0) {
            throw new IllegalStateException(report.differences() + " differences, see above");
        }
    }

    private static void receive(LiveApi api, LiveReport report, String webhookUrl) throws Exception {
        try (DeliveryCheck check = new DeliveryCheck(api, report, Integer.getInteger("listen.port", 8080))) {
            Thread atTheEnd = new Thread(check::close);
            Runtime.getRuntime().addShutdownHook(atTheEnd);
            check.register(webhookUrl);
            check.receive(Duration.ofMinutes(Integer.getInteger("listen.minutes", 30)));
        }
    }
}
