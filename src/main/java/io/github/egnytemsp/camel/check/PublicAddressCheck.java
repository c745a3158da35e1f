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
package io.github.egnytemsp.camel.check;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;

/** Whether the public address leads here, over TLS that others trust. It sends a GET, which is no event. */
final class PublicAddressCheck implements Check {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofDays(14);

    private final String address;
    private final String setting;
    private final boolean needed;
    private final TlsPeer peer;
    private final URI here;
    private final RunningInstance instance;
    private final Clock clock;

    /**
     * @param address  the address, or null
     * @param setting  its setting
     * @param needed   whether it is registered at Egnyte from here
     * @param peer     connects with the product's TLS
     * @param here     where the product listens on this machine
     * @param instance asks it
     * @param clock    the time
     */
    PublicAddressCheck(String address, String setting, boolean needed, TlsPeer peer, URI here, RunningInstance instance,
                       Clock clock) {
        this.address = address;
        this.setting = setting;
        this.needed = needed;
        this.peer = peer;
        this.here = here;
        this.instance = instance;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "public address";
    }

    /** Whether no other machine can find a host by this name. */
    static boolean isOnlyLocal(String host) {
        return host.matches("(?i)localhost|127\\..*|10\\..*|192\\.168\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*|169\\.254\\..*|\\[.*"
                            + "|[^.]+|.*\\.local");
    }

    @Override
    public void run(Lines lines) {
        URI url;
        try {
            url = URI.create(String.valueOf(address));
        } catch (IllegalArgumentException e) {
            lines.wrong(setting + " is not an address.");
            return;
        }
        if (url.getHost() == null || url.getHost().endsWith(".example")) {
            String state = url.getHost() == null ? "not set" : "the example " + address;
            lines.off(setting + " is " + state
                      + (needed ? ": nothing to connect to." : ", and only registration=ensure needs it."));
            return;
        }
        if (url.getScheme().equals("https") && !checkTls(lines, url)) {
            return;
        }
        checkAnswer(lines, url);
    }

    private void problem(Lines lines, String words) {
        if (needed) {
            lines.wrong(words);
        } else {
            lines.note(words);
        }
    }

    private boolean checkTls(Lines lines, URI url) {
        try {
            X509Certificate certificate = peer.connect(url);
            Duration left = Duration.between(clock.instant(), certificate.getNotAfter().toInstant());
            if (left.isNegative()) {
                // Java does not look at the end of one that it trusts itself
                problem(lines,
                        url.getAuthority() + ": the certificate has expired. Renew it, or correct this machine's clock.");
                return false;
            }
            String words = "TLS is right. The certificate ends in " + left.toDays() + " days.";
            if (left.compareTo(SOON) < 0) {
                lines.note(words + " Renew it.");
            } else {
                lines.ok(words);
            }
            return true;
        } catch (IOException e) {
            problem(lines, url.getAuthority() + ": " + Reasons.of(e));
            return false;
        }
    }

    private void checkAnswer(Lines lines, URI url) {
        HttpResponse<Void> answer;
        try {
            HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1)
                    .sslContext(peer.tls()).build();
            answer = RunningInstance.get(client, url);
        } catch (IOException e) {
            boolean runs = instance.receivesEvents(here);
            if (runs || url.getScheme().equals("https")) {
                problem(lines, url + ": " + Reasons.of(e));
            } else {
                lines.note(url + ": " + Reasons.of(e) + " The product does not run here now: check again when it does.");
            }
            return;
        }
        int status = answer.statusCode();
        if (RunningInstance.isOurs(answer)) {
            lines.ok(url + " leads to a running instance of this product.");
        } else if (status >= 502 && status <= 504 && !instance.receivesEvents(here)) {
            lines.note(
                    url + " is answered " + status
                       + " by the reverse proxy, because the product does not run here now. Check again"
                       + " when it does.");
        } else {
            problem(lines, url + " is answered " + status + ". " + meaning(status));
        }
    }

    private String meaning(int status) {
        if (status >= 502 && status <= 504) {
            return "The reverse proxy does not reach the product, which runs at " + here + ": see its settings.";
        }
        if (status == 404) {
            return "Either the reverse proxy does not pass this path on to " + here + ", or another program answers.";
        }
        if (status >= 300 && status < 400) {
            return "Egnyte follows no redirect: set the address to which it leads.";
        }
        return status == 401 || status == 403
                ? "The reverse proxy asks for a login: exempt this path from it."
                : "Another program answers: see the settings of the reverse proxy.";
    }
}
