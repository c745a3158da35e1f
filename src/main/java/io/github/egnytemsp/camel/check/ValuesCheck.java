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
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.egnytemsp.camel.model.DurationText;
import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.model.MspEventType;
import io.github.egnytemsp.camel.model.Secrets;
import io.github.egnytemsp.camel.model.TicketNumbers;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

/** Whether each value has the form that its setting wants. */
final class ValuesCheck implements Check {

    private static final Pattern FREE = Pattern.compile(
            "camel\\..*|[\\w-]+\\.(ticket|note|attention)\\..*|tickets\\.customers\\..*|.*\\.options|.*[Cc]ustomerId");
    private static final Pattern EVENT_TYPES = Pattern.compile(".*\\.eventTypes|tickets\\.attentionTypes");
    private static final Pattern WEB_ADDRESSES = Pattern.compile(".*\\.(url|loginUrl)");
    private static final Pattern ADDRESSES = Pattern.compile("mail\\.(to|from|replyTo)|.*\\.mailTo");
    private static final Map<String, Set<String>> CHOICES = Map.of(
            "egnyte-msp.registration", Set.of("none", "ensure"), "kafka.key", Set.of("event", "reseller"), "alerts.chat.form",
            Set.of("slack", "teams"));

    private final Settings settings;
    private final KnownNames known;
    private final Map<String, String> shipped;

    /**
     * @param settings what they come to
     * @param known    by which name a setting of Camel's is set
     * @param shipped  the values of application.properties, which have the right form
     */
    ValuesCheck(Settings settings, KnownNames known, Map<String, String> shipped) {
        this.settings = settings;
        this.known = known;
        this.shipped = shipped;
    }

    @Override
    public String name() {
        return "values";
    }

    @Override
    public void run(Lines lines) {
        Set<String> wrong = new HashSet<>();
        for (String name : settings.names()) {
            String reason;
            String value = "";
            try {
                value = settings.resolve(name);
                reason = FREE.matcher(name).matches()
                        ? TicketNumbers.problem(name, value, settings::isOn) : problem(name, value);
            } catch (IllegalArgumentException e) {
                reason = "cannot be resolved: " + Reasons.root(e).getMessage();
            }
            if (reason != null) {
                String shown = ". It is " + Settings.quoted(value) + ".";
                lines.wrong(name + " " + reason + (value.isEmpty() || Settings.isSecret(name) ? "." : shown));
                wrong.add(name);
            }
        }
        for (Settings.Problem problem : settings.problems()) {
            // else it was said above, by the name that the user has set
            if (wrong.add(known.settingOfCamel(problem.setting()))) {
                lines.wrong(problem.setting() + ": "
                            + Settings.quoted(problem.reason(), settings.get(problem.setting())));
            }
        }
        if (wrong.isEmpty()) {
            lines.ok("Each has the right form.");
        }
        settings.names().stream().filter(name -> EVENT_TYPES.matcher(name).matches() && !wrong.contains(name))
                .forEach(name -> undocumented(lines, name));
    }

    /** Egnyte may have types that are not documented; a misspelled one never comes. */
    private void undocumented(Lines lines, String name) {
        for (String type : types(settings.get(name))) {
            boolean documented = type.equals("*") || MspEventType.names().stream().anyMatch(type.endsWith("*")
                    ? known -> known.startsWith(type.substring(0, type.length() - 1)) : type::equals);
            if (!documented) {
                lines.note(name + " has " + LogText.of(type) + ", which Egnyte does not document"
                           + Spelling.nearest(type, MspEventType.names()).map(near -> ". Did you mean " + near + "?")
                                   .orElse("."));
            }
        }
    }

    private static List<String> types(String value) {
        return Arrays.stream(value.split(",")).map(String::trim).filter(type -> !type.isEmpty()).toList();
    }

    /** What is wrong with a value, or null. */
    private String problem(String name, String value) {
        if (!Settings.isSecret(name) && !Secrets.withoutUserInfo(value).equals(value)) {
            return "must not hold a user or a password before an @: others see addresses";
        }
        String usual = shipped.getOrDefault(name, "");
        Set<String> choices = name.matches("chat\\.[\\w-]+\\.form") ? Set.of("slack", "teams") : CHOICES.get(name);
        if (choices != null) {
            return choices.contains(value) ? null : "must be " + String.join(" or ", choices.stream().sorted().toList());
        }
        if (usual.matches("true|false") || name.endsWith(".enabled")) {
            return value.matches("(?i)true|false") ? null : "must be true or false";
        }
        if (usual.matches("[0-9]+(ms|s|m|h|d)")) {
            return DurationText.isDuration(value) ? null : "must be " + DurationText.FORM;
        }
        if (name.endsWith("Ids")) {
            return TicketNumbers.problem(name, value, settings::isOn);
        }
        if (usual.matches("[0-9]+")) {
            return number(name, value);
        }
        return value.isEmpty() ? null : text(name, value);
    }

    private static String number(String name, String value) {
        if (!value.matches("[0-9]{1,9}")) {
            return "must be a whole number";
        }
        int number = Integer.parseInt(value);
        if (name.endsWith(".port") && number > 65535) {
            return "must be a port, 1 to 65535";
        }
        return name.equals("trueUp.day") && !value.matches("0[1-9]|1[0-9]|2[0-8]") ? "must be 01 to 28" : null;
    }

    private static String text(String name, String value) {
        if (EVENT_TYPES.matcher(name).matches()) {
            return types(value).stream().filter(type -> !isType(type)).findFirst()
                    .map(type -> "must be types of events such as RESELLER_MRR_CHANGED or RESELLER_INVOICE_*, with commas, and '"
                                 + LogText.of(type) + "' is none")
                    .orElse(null);
        }
        if (name.equals("mail.server")) {
            return isUri(value, "smtp", "smtps") ? null : "must be such as smtp://mail.msp.example:25";
        }
        if (name.equals("inbox.url")) {
            return value.matches("jdbc:(sqlite|postgresql):.+")
                    ? null : "must be jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE";
        }
        if (name.matches("(chat\\..*|alerts\\.chat)\\.secret")) {
            return isUri(value, "https", "http") ? null : "must be the address of the channel's webhook";
        }
        if (WEB_ADDRESSES.matcher(name).matches()) {
            return isUri(value, "https", "http") ? null : "must be an address such as https://host.msp.example/path";
        }
        if (name.equals("trueUp.separator")) {
            return value.length() == 1 ? null : "must be one character";
        }
        return ADDRESSES.matcher(name).matches() ? mailAddresses(value, name.equals("mail.from")) : null;
    }

    private static boolean isType(String type) {
        String whole = type.endsWith("_*") ? type.substring(0, type.length() - 2) : type;
        return type.equals("*") || MspEventType.isWellFormed(whole);
    }

    private static boolean isUri(String value, String... schemes) {
        try {
            URI uri = new URI(value);
            return uri.getHost() != null && List.of(schemes).contains(uri.getScheme());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String mailAddresses(String value, boolean one) {
        try {
            InternetAddress[] addresses = InternetAddress.parse(value, true);
            for (InternetAddress address : addresses) {
                address.validate();
                if (!address.getAddress().contains("@")) {
                    throw new AddressException("without @");
                }
            }
            return one && addresses.length != 1 ? "must be one address of mail" : null;
        } catch (AddressException e) {
            return "must be addresses of mail, with commas between them";
        }
    }
}
