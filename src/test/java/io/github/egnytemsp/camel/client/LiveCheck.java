package io.github.egnytemsp.camel.client;

import java.io.PrintStream;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.auth.KeystorePassword;
import io.github.egnytemsp.camel.auth.TokenKeystore;
import io.github.egnytemsp.camel.model.BaseUrl;
import io.github.egnytemsp.camel.model.Domain;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.Plan;
import io.github.egnytemsp.camel.model.Tenant;
import io.github.egnytemsp.camel.model.Webhook;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Compares a real account with what this library expects of the API, by calls that only read: fields and their types, headers,
 * the form of {@code next}, error bodies. Prints names and types, never a value: what it prints can be pasted into an issue.
 * <p>
 * {@code mvn -q -Plive -DnfrDomain=acmemsp -DtokenKeystore=tokens.p12}; the keystore's password is the variable
 * {@code EGNYTE_MSP_KEYSTORE_PASSWORD}, or {@code -DkeystorePassword=file:PATH}.
 */
public final class LiveCheck {

    /** At the most, of the 1,000 a day. */
    private static final int CALLS = 12;
    private static final String NOTHING_THERE = "00000000-0000-4000-8000-00000000dead";

    private final HttpTransport transport;
    private final String token;
    private final PrintStream out;
    private final CallGovernor governor = new CallGovernor(1, TimeSource.SYSTEM, 2, CALLS);
    private int differences;

    LiveCheck(HttpTransport transport, String token, PrintStream out) {
        this.transport = transport;
        this.token = token;
        this.out = out;
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
        String token = new TokenKeystore(keystore, KeystorePassword.read(password)).token(BaseUrl.host(baseUrl));
        if (token == null) {
            throw new IllegalStateException("No token of " + BaseUrl.host(baseUrl) + " is in " + keystore
                                            + ": run java -jar camel-egnyte-msp.jar authorize");
        }
        int differences = check(baseUrl, token, System.out);
        if (differences > 0) {
            throw new IllegalStateException(differences + " differences, see above");
        }
    }

    /** Checks an account, and says how many differences there are. */
    static int check(URI baseUrl, String token, PrintStream out) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            HttpTransport transport = new HttpTransport(
                    context, new HttpTransport.Settings(baseUrl, 10_000, 30_000, null, null));
            transport.start();
            LiveCheck check = new LiveCheck(transport, token, out);
            check.run();
            transport.stop();
            out.println(check.differences == 0 ? "Nothing differs." : check.differences + " differences.");
            return check.differences;
        }
    }

    private void run() throws Exception {
        webhooks();
        page("domains", Domain::fromJson, Domain.class);
        page("tenants", Tenant::fromJson, Tenant.class);
        page("plans", Plan::fromJson, Plan.class);
        error();
    }

    private ApiAnswer get(String path) throws Exception {
        governor.acquire(Instant.now().plusSeconds(10), true);
        try {
            return transport.send(ApiCall.get("check", path), token);
        } finally {
            governor.release();
        }
    }

    private JsonNode json(String what, ApiAnswer answer) throws Exception {
        out.println("GET " + what + ": " + answer.status() + ", " + answer.header("Content-Type"));
        for (String header : List.of("X-Accesstoken-Qps-Allotted", "X-Accesstoken-Qps-Current", RateLimits.QUOTA_ALLOTTED,
                RateLimits.QUOTA_CURRENT)) {
            if (answer.header(header) == null) {
                differs(what + ": no header " + header);
            }
        }
        if (answer.status() != 200) {
            differs(what + ": the status is " + answer.status() + ", not 200");
            return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
        }
        return Json.mapper().readTree(answer.body());
    }

    private void webhooks() throws Exception {
        JsonNode list = json("/webhooks", get("/webhooks"));
        if (!list.isArray()) {
            differs("/webhooks: a " + list.getNodeType() + ", not an array");
            return;
        }
        unknown("/webhooks", list, node -> Webhook.fromJson(node).others());
        if (!list.isEmpty()) {
            JsonNode webhook = json("/webhooks/{webhook_id}", get("/webhooks/" + list.get(0).path("webhook_id").asText()));
            unknown("/webhooks/{webhook_id}", Json.mapper().createArrayNode().add(webhook), node -> Webhook.fromJson(node).others());
            for (String field : List.of("webhook_id", "event_types", "webhook_url", "auth_header", "auth_header_value", "status")) {
                if (!webhook.has(field)) {
                    differs("/webhooks/{webhook_id}: no field " + field);
                }
            }
        }
    }

    private <T extends Record> void page(String resource, Function<JsonNode, T> reader, Class<T> type) throws Exception {
        JsonNode page = json("/" + resource, get("/" + resource));
        JsonNode results = page.path("results");
        if (!results.isArray()) {
            differs("/" + resource + ": no page with results");
            return;
        }
        JsonNode next = page.path("next");
        out.println("/" + resource + ": next is " + (!next.isTextual() ? next.getNodeType().toString().toLowerCase(java.util.Locale.ROOT)
                : next.textValue().startsWith("http") ? "absolute" : "relative"));
        TreeSet<String> pageFields = new TreeSet<>();
        page.fieldNames().forEachRemaining(pageFields::add);
        pageFields.removeAll(List.of("next", "previous", "count", "results"));
        if (!pageFields.isEmpty()) {
            differs("/" + resource + ": a page has also " + pageFields);
        }
        unknown("/" + resource, results, node -> others(reader.apply(node)));
        notSeen(resource, results, reader, type);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, JsonNode> others(Record record) {
        try {
            return (Map<String, JsonNode>) record.getClass().getMethod("others").invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fields that our records do not know, or whose form they do not. */
    private void unknown(String what, JsonNode records, Function<JsonNode, Map<String, JsonNode>> others) {
        Map<String, TreeSet<String>> fields = new TreeMap<>();
        for (JsonNode record : records) {
            others.apply(record).forEach((name, value) -> fields.computeIfAbsent(name, key -> new TreeSet<>())
                    .add(value.getNodeType().toString().toLowerCase(java.util.Locale.ROOT)));
        }
        fields.forEach((name, types) -> differs(what + ": the field " + name + " is new or of another form: " + types));
    }

    /** What is documented and did not come: no difference by itself, a list need not have what a single record has. */
    private <T extends Record> void notSeen(String resource, JsonNode results, Function<JsonNode, T> reader, Class<T> type)
            throws Exception {
        if (results.isEmpty()) {
            out.println("/" + resource + ": empty, nothing to compare");
            return;
        }
        List<String> missing = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            boolean seen = false;
            for (JsonNode node : results) {
                Object value = component.getAccessor().invoke(reader.apply(node));
                seen |= value != null && !(value instanceof List<?> list && list.isEmpty());
            }
            if (!seen) {
                missing.add(component.getName());
            }
        }
        out.println("/" + resource + ": not seen in the list: " + missing);
    }

    private void error() throws Exception {
        ApiAnswer answer = get("/webhooks/" + NOTHING_THERE);
        ErrorBody body = ErrorBody.read(answer.body(), token);
        out.println("GET a webhook that is not there: " + answer.status() + ", code " + (body.code() != null) + ", message "
                    + (body.message() != null));
        if (answer.status() != 404) {
            differs("a webhook that is not there: the status is " + answer.status() + ", not 404");
        }
        Map<String, String> shape = new LinkedHashMap<>();
        try {
            Json.mapper().readTree(answer.body()).properties()
                    .forEach(field -> shape.put(field.getKey(), field.getValue().getNodeType().toString()));
        } catch (java.io.IOException e) {
            shape.put("(not JSON)", "");
        }
        out.println("an error's fields: " + shape);
    }

    private void differs(String what) {
        differences++;
        out.println("DIFFERS " + what);
    }
}
