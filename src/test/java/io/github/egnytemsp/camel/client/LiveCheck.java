package io.github.egnytemsp.camel.client;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.egnytemsp.camel.auth.KeystorePassword;
import io.github.egnytemsp.camel.auth.StoredToken;
import io.github.egnytemsp.camel.auth.TokenKeystore;
import io.github.egnytemsp.camel.model.BaseUrl;
import io.github.egnytemsp.camel.model.Domain;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.MspAnswer;
import io.github.egnytemsp.camel.model.Plan;
import io.github.egnytemsp.camel.model.Tenant;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Compares a real account with what this library expects of the API, by calls that only read: fields and their types, headers,
 * the form of {@code next}, error bodies. Prints names and types, never a value: what it prints can be pasted into an issue.
 * <p>
 * {@code mvn -q -Plive -DnfrDomain=acmemsp -DtokenKeystore=tokens.p12}; the keystore's password is the variable
 * {@code EGNYTE_MSP_KEYSTORE_PASSWORD}, or {@code -DkeystorePassword=file:PATH}.
 */
public final class LiveCheck {

    private static final String NOTHING_THERE = "00000000-0000-4000-8000-00000000dead";

    private static final Map<String, JsonNodeType> WEBHOOK = Map.of(
            "webhook_id", JsonNodeType.STRING, "event_types", JsonNodeType.ARRAY, "webhook_url", JsonNodeType.STRING, "auth_header",
            JsonNodeType.STRING, "auth_header_value", JsonNodeType.STRING, "status", JsonNodeType.STRING);

    private final HttpTransport transport;
    private final String token;
    private final PrintStream out;
    private final CallPacing pacing;
    private int differences;

    LiveCheck(HttpTransport transport, TimeSource time, String token, PrintStream out) {
        this.pacing = new CallPacing(time, 2);
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
        StoredToken token = new TokenKeystore(keystore, KeystorePassword.read(password)).token(BaseUrl.host(baseUrl));
        if (token == null) {
            throw new IllegalStateException("No token of " + BaseUrl.host(baseUrl) + " is in " + keystore
                                            + ": run java -jar camel-egnyte-msp.jar authorize");
        }
        int differences = check(baseUrl, token.token(), System.out);
        if (differences > 0) {
            throw new IllegalStateException(differences + " differences, see above");
        }
    }

    /** Checks an account, and says how many differences there are. */
    static int check(URI baseUrl, String token, PrintStream out) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            SystemTime time = new SystemTime(context);
            context.addService(time);
            HttpTransport transport = new HttpTransport(
                    context, new HttpTransport.Settings(baseUrl, 10_000, 30_000, null, null), time);
            transport.start();
            LiveCheck check = new LiveCheck(transport, time, token, out);
            check.run();
            transport.stop();
            out.println(check.differences == 0 ? "Nothing differs." : check.differences + " differences.");
            return check.differences;
        }
    }

    private void run() throws Exception {
        webhooks();
        single("domains", "domain", page("domains", Domain::fromJson, Domain.class), Domain::fromJson, Domain.class);
        single("tenants", "tenant", page("tenants", Tenant::fromJson, Tenant.class), Tenant::fromJson, Tenant.class);
        page("plans", Plan::fromJson, Plan.class);
        error();
    }

    private ApiAnswer get(String path) throws Exception {
        CallPacing.Place place = Calls.await(pacing.take(Duration.ofSeconds(10)));
        try {
            return transport.send(ApiCall.get("check", path), token);
        } finally {
            pacing.release(place);
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
            return MissingNode.getInstance();
        }
        try {
            return Json.mapper().readTree(answer.body());
        } catch (IOException e) {
            // the message of the exception quotes the body
            differs(what + ": the body is no JSON");
            return MissingNode.getInstance();
        }
    }

    private void webhooks() throws Exception {
        JsonNode list = json("/webhooks", get("/webhooks"));
        if (!list.isArray()) {
            differs("/webhooks: a " + list.getNodeType() + ", not an array");
            return;
        }
        unknown("/webhooks", list, WEBHOOK.keySet());
        types("/webhooks", list, WEBHOOK);
        if (!list.isEmpty()) {
            JsonNode webhook = json("/webhooks/{webhook_id}", get("/webhooks/" + list.get(0).path("webhook_id").asText()));
            JsonNode one = Json.mapper().createArrayNode().add(webhook);
            unknown("/webhooks/{webhook_id}", one, WEBHOOK.keySet());
            types("/webhooks/{webhook_id}", one, WEBHOOK);
            for (String field : WEBHOOK.keySet()) {
                if (!webhook.has(field)) {
                    differs("/webhooks/{webhook_id}: no field " + field);
                }
            }
        }
    }

    /** Returns the first record, or null. */
    private <T extends MspAnswer> JsonNode page(String resource, Function<JsonNode, T> reader, Class<T> type) throws Exception {
        JsonNode page = json("/" + resource, get("/" + resource));
        JsonNode results = page.path("results");
        if (!results.isArray()) {
            differs("/" + resource + ": no page with results");
            return null;
        }
        next(resource, page.path("next"));
        if (page.path("count").asInt(-1) < results.size()) {
            differs("/" + resource + ": count is less than the number of results, or no number");
        }
        TreeSet<String> pageFields = new TreeSet<>();
        page.fieldNames().forEachRemaining(pageFields::add);
        pageFields.removeAll(List.of("next", "previous", "count", "results"));
        if (!pageFields.isEmpty()) {
            differs("/" + resource + ": a page has also " + pageFields);
        }
        compare("/" + resource, results, reader, type);
        return results.get(0);
    }

    private void next(String resource, JsonNode next) {
        if (next.isNull() || next.isMissingNode()) {
            out.println("/" + resource + ": next is " + next.getNodeType().toString().toLowerCase(Locale.ROOT));
        } else if (!next.isTextual()) {
            differs("/" + resource + ": next is a " + next.getNodeType() + ", not an address");
        } else if (Pages.queryOf(next.textValue()) == null) {
            differs("/" + resource + ": next is an address without a query");
        } else {
            out.println("/" + resource + ": next is " + (next.textValue().startsWith("http") ? "absolute" : "relative"));
        }
    }

    private <T extends MspAnswer> void single(
            String resource, String id, JsonNode first, Function<JsonNode, T> reader, Class<T> type) throws Exception {
        if (first != null && first.hasNonNull(id)) {
            String what = "/" + resource + "/{" + id + "}";
            JsonNode record = json(what, get("/" + resource + "/" + PathSegment.encode(id, first.get(id).asText())));
            if (record.isObject()) {
                compare(what, Json.mapper().createArrayNode().add(record), reader, type);
            } else {
                differs(what + ": no object");
            }
        }
    }

    private <T extends MspAnswer> void compare(String what, JsonNode records, Function<JsonNode, T> reader, Class<T> type)
            throws Exception {
        Map<String, JsonNodeType> types = new LinkedHashMap<>();
        accessors(type).forEach(accessor -> types.put(accessor.getName(), form(accessor)));
        unknown(what, records, types.keySet());
        types(what, records, types);
        notSeen(what, records, reader, type);
    }

    private static List<Method> accessors(Class<? extends MspAnswer> type) {
        return Arrays.stream(type.getDeclaredMethods()).filter(method -> method.getParameterCount() == 0)
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers())).toList();
    }

    /** As the SDK's types are: ids and costs are numbers. */
    private static JsonNodeType form(Method accessor) {
        boolean id = accessor.getName().equals("planId") || accessor.getName().equals("id");
        return List.class.isAssignableFrom(accessor.getReturnType()) ? JsonNodeType.ARRAY
                : Number.class.isAssignableFrom(accessor.getReturnType()) || id ? JsonNodeType.NUMBER : JsonNodeType.STRING;
    }

    private void types(String what, JsonNode records, Map<String, JsonNodeType> expected) {
        Map<String, TreeSet<String>> others = new TreeMap<>();
        for (JsonNode record : records) {
            expected.forEach((name, type) -> {
                JsonNodeType came = record.path(name).getNodeType();
                if (came != type && came != JsonNodeType.MISSING && came != JsonNodeType.NULL) {
                    others.computeIfAbsent(name, key -> new TreeSet<>()).add(came.toString().toLowerCase(Locale.ROOT));
                }
            });
        }
        others.forEach((name, came) -> differs(
                what + ": the field " + name + " is " + came + ", not " + expected.get(name).toString().toLowerCase(Locale.ROOT)));
    }

    /** Fields that have no method of ours. */
    private void unknown(String what, JsonNode records, Set<String> known) {
        Map<String, TreeSet<String>> fields = new TreeMap<>();
        for (JsonNode record : records) {
            record.properties().forEach(field -> {
                if (!known.contains(field.getKey())) {
                    fields.computeIfAbsent(field.getKey(), key -> new TreeSet<>())
                            .add(field.getValue().getNodeType().toString().toLowerCase(Locale.ROOT));
                }
            });
        }
        fields.forEach((name, types) -> differs(what + ": the field " + name + " is new: " + types));
    }

    /** What is documented and did not come: no difference by itself, a list need not have what a single record has. */
    private <T extends MspAnswer> void notSeen(String what, JsonNode results, Function<JsonNode, T> reader, Class<T> type)
            throws Exception {
        if (results.isEmpty()) {
            out.println(what + ": empty, nothing to compare");
            return;
        }
        List<String> missing = new ArrayList<>();
        for (Method accessor : accessors(type)) {
            boolean seen = false;
            for (JsonNode node : results) {
                Object value = accessor.invoke(reader.apply(node));
                seen |= value != null && !(value instanceof List<?> list && list.isEmpty());
            }
            if (!seen) {
                missing.add(accessor.getName());
            }
        }
        out.println(what + ": not seen: " + missing);
    }

    private void error() throws Exception {
        ApiAnswer answer = get("/webhooks/" + NOTHING_THERE);
        if (answer.status() != 404) {
            differs("a webhook that is not there: the status is " + answer.status() + ", not 404");
        }
        try {
            Map<String, String> shape = new LinkedHashMap<>();
            Json.mapper().readTree(answer.body()).properties()
                    .forEach(field -> shape.put(field.getKey(), field.getValue().getNodeType().toString()));
            out.println("GET a webhook that is not there: " + answer.status() + ", the fields of the error are " + shape);
            ErrorBody body = ErrorBody.read(answer.body(), token);
            if (body.code() == null) {
                differs("an error: no code was found in it");
            }
        } catch (IOException e) {
            differs("an error: the body is no JSON");
        }
    }

    private void differs(String what) {
        differences++;
        out.println("DIFFERS " + what);
    }
}
