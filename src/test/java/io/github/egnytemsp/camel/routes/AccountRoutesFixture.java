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
package io.github.egnytemsp.camel.routes;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Shipped routes that call the API, beside a simulated account and a mail server. */
abstract class AccountRoutesFixture {

    @TempDir
    Path folder;
    EgnyteMspSimulator simulator;
    GreenMail mail;

    @BeforeEach
    void startServers() {
        simulator = EgnyteMspSimulator.builder().callsPerSecond(0).start();
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
    }

    @AfterEach
    void stopServers() {
        mail.stop();
        simulator.close();
    }

    ShippedRoutes start(String files, Map<String, String> more) throws Exception {
        Map<String, String> properties = new HashMap<>();
        properties.put("camel.component.egnyte-msp.baseUrl", simulator.baseUrl());
        properties.put("camel.component.egnyte-msp.accessToken", "simulator-token");
        properties.put("camel.component.egnyte-msp.maxCallsPerSecond", "0");
        properties.put("mail.enabled", "true");
        properties.put("mail.server", "smtp://127.0.0.1:" + mail.getSmtp().getPort());
        properties.putAll(more);
        return new ShippedRoutes(folder.resolve("inbox"), properties, files.split(","));
    }

    List<MimeMessage> mails() {
        return List.of(mail.getReceivedMessages());
    }
}
