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

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.egnytemsp.camel.EgnyteMspConfiguration;
import io.github.egnytemsp.camel.OptionsInspection;
import io.github.egnytemsp.camel.RegistrationMode;
import io.github.egnytemsp.camel.operator.Alerts;

/** Whether what nobody can do without is set, and fits together. */
final class RequiredCheck implements Check {

    private static final int SHORTEST_SECRET = 16;
    /** Sinks, and what each needs beside being on. */
    private static final Map<String, List<String>> NEEDED = Map.of(
            "mail", List.of("mail.server", "mail.to", "mail.from"), "halopsa",
            List.of("halopsa.url", "halopsa.loginUrl", "halopsa.login.id", "halopsa.login.secret", "tickets.customerId"),
            "connectwise",
            List.of("connectwise.url", "connectwise.login", "connectwise.clientId", "tickets.customerId"), "autotask",
            List.of("autotask.url", "autotask.userName", "autotask.secret", "autotask.integrationCode",
                    "tickets.customerId"),
            "queue", List.of("queue.connectionFactory", "queue.uri"), "kafka", List.of("kafka.brokers", "kafka.topic"));

    private final Settings settings;
    private final KnownNames known;

    /**
     * @param settings what they come to
     * @param known    by which name an option is set
     */
    RequiredCheck(Settings settings, KnownNames known) {
        this.settings = settings;
        this.known = known;
    }

    @Override
    public String name() {
        return "required";
    }

    @Override
    public void run(Lines lines) {
        List<String> wrong = new ArrayList<>();
        EgnyteMspConfiguration options = settings.options();
        options.setInboxUrl(settings.inboxUrl());
        try {
            for (String problem : OptionsInspection.problems(options, settings.getCamelContext().getRegistry())) {
                if (problem.matches("(?s)(nfrDomain|accessToken) is missing.*") && !asksEgnyte()) {
                    lines.note(bySetting(problem) + " Events can be received without it, but no API call is possible.");
                } else {
                    wrong.add(bySetting(problem));
                }
            }
        } finally {
            options.setInboxUrl(null);
        }
        webhookSecret(wrong);
        if (options.getRegistration() == RegistrationMode.ensure) {
            publicAddress(wrong);
        }
        new TreeMap<>(NEEDED).forEach((sink, names) -> {
            if (settings.isOn(sink + ".enabled")) {
                names.stream().filter(name -> settings.get(name).isEmpty())
                        .forEach(name -> wrong.add(name + " is missing, and " + sink + ".enabled=true needs it."));
            }
        });
        if (settings.isOn("agreements.enabled")) {
            agreements(wrong);
        }
        try {
            Alerts.requireSettings(settings.getCamelContext());
        } catch (IllegalArgumentException e) {
            wrong.add(e.getMessage() + ".");
        }
        wrong.forEach(lines::wrong);
        sinks(lines);
        simulator(lines);
        if (wrong.isEmpty()) {
            lines.ok("It is set.");
        }
    }

    private void agreements(List<String> wrong) {
        String adapter = settings.get("agreements.adapter");
        NEEDED.getOrDefault(adapter, List.of()).stream().filter(name -> name.startsWith(adapter + "."))
                .filter(name -> settings.get(name).isEmpty())
                .forEach(name -> wrong.add(name + " is missing, and agreements.adapter=" + adapter + " needs it."));
    }

    /** Whether something needs Egnyte's API from the start on. */
    private boolean asksEgnyte() {
        return settings.options().getRegistration() == RegistrationMode.ensure
                || List.of("enrich", "trials", "trueUp", "agreements", "usageFile").stream()
                        .anyMatch(user -> settings.isOn(user + ".enabled"));
    }

    /** A message that begins with an option, with the setting's name in its place. */
    private String bySetting(String message) {
        String option = message.replaceFirst("(?s)^(\\w+).*", "$1");
        String setting = known.settingOf(option);
        return option.equals(message) || !message.contains(" ") || !Character.isLowerCase(option.charAt(0))
                ? message + "." : setting + Settings.quoted(message.substring(option.length()), settings.get(setting)) + ".";
    }

    private void webhookSecret(List<String> wrong) {
        String secrets = settings.options().getWebhookVerifyToken();
        if (secrets == null || secrets.isBlank()) {
            return;
        }
        for (String secret : secrets.split(",")) {
            if (secret.strip().length() < SHORTEST_SECRET) {
                wrong.add(known.settingOf("webhookVerifyToken") + " has " + secret.strip().length()
                          + " characters, so it can be guessed. Create a long random one: openssl rand -hex 32");
            }
        }
    }

    private void publicAddress(List<String> wrong) {
        String setting = known.settingOf("webhookUrl");
        String address = String.valueOf(settings.options().getWebhookUrl());
        URI url;
        try {
            url = URI.create(address);
        } catch (IllegalArgumentException e) {
            // said by the options
            return;
        }
        if (String.valueOf(url.getHost()).endsWith(".example")) {
            if (isSimulator()) {
                return;
            }
            wrong.add(setting + " is still the example " + address + ". Set the public https address of this machine.");
        } else if (url.getHost() != null && PublicAddressCheck.isOnlyLocal(url.getHost())) {
            wrong.add(
                    setting + " is " + address + ", which Egnyte cannot reach. Set the public https address of this machine.");
        }
    }

    /** The simulator delivers to any address that it was given. */
    private boolean isSimulator() {
        String api = settings.options().getBaseUrl();
        return api != null && api.matches("(?i)http://(localhost|127[.].*|\\[::1\\].*)");
    }

    private void simulator(Lines lines) {
        if (isSimulator()) {
            lines.of("Egnyte")
                    .note(known.settingOf("baseUrl")
                          + " is this machine: the simulator plays Egnyte. To go live, remove it and "
                          + known.settingOf("accessToken") + ".");
        }
    }

    private void sinks(Lines lines) {
        List<String> on = settings.names().stream()
                .filter(name -> name
                        .matches(
                                "(mail|halopsa|connectwise|autotask|queue|kafka|chat\\.[\\w-]+|trueUp|trials|agreements|usageFile)\\.enabled"))
                .filter(settings::isOn).map(name -> name.substring(0, name.length() - ".enabled".length())).toList();
        if (on.isEmpty()) {
            lines.of("sinks").note(known.hasOwnRoutes()
                    ? "All shipped ones are off. Events go to your own routes only."
                    : "All are off: events are stored, and go nowhere. Set mail.enabled=true, or another one.");
        } else {
            lines.of("sinks").ok(String.join(", ", on) + ".");
        }
    }

}
