package io.github.egnytemsp.camel.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Producer;
import org.apache.camel.component.http.CompositeHttpConfigurer;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.UnitOfWorkHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Sends calls over camel-http, so that the user's settings of that component (proxy, TLS, connection pool) apply. Each
 * call has an exchange of its own: no header of the user's message leaves the machine, and none of the answer's comes back
 * by accident.
 */
public final class HttpTransport extends ServiceSupport {

    /** A page of a list has kilobytes. */
    private static final int LONGEST_ANSWER = 16 * 1024 * 1024;
    static final String API = "/pubapi/v1/msp";

    private final CamelContext camelContext;
    private final Settings settings;
    private Endpoint endpoint;
    private Producer producer;

    /**
     * What a transport is made from; equal settings can share one.
     *
     * @param baseUrl              scheme, host and port
     * @param connectTimeout       the longest time to connect, in milliseconds
     * @param responseTimeout      the longest time without an answer, in milliseconds
     * @param sslContextParameters TLS, or null for camel-http's own
     * @param httpComponent        the component to use, or null for the context's
     */
    public record Settings(URI baseUrl, long connectTimeout, long responseTimeout,
            SSLContextParameters sslContextParameters, HttpComponent httpComponent) {
    }

    /**
     * @param camelContext the context whose http component is used
     * @param settings     where to, and how
     */
    public HttpTransport(CamelContext camelContext, Settings settings) {
        this.camelContext = camelContext;
        this.settings = settings;
    }

    ApiAnswer send(ApiCall call, String accessToken) throws Exception {
        Exchange exchange = endpoint.createExchange(ExchangePattern.InOut);
        Message request = exchange.getIn();
        request.setHeader(Exchange.HTTP_METHOD, call.method());
        request.setHeader(Exchange.HTTP_PATH, API + call.path());
        if (call.query() != null) {
            request.setHeader(Exchange.HTTP_QUERY, call.query());
        }
        request.setHeader("Authorization", "Bearer " + accessToken);
        request.setHeader("Accept", "application/json");
        if (call.body() != null) {
            request.setHeader(Exchange.CONTENT_TYPE, "application/json");
            request.setBody(call.body());
        }
        try {
            producer.process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            Message answer = exchange.getMessage();
            return new ApiAnswer(
                    answer.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class), answer.getHeaders(),
                    read(answer.getBody(InputStream.class)));
        } finally {
            // the connection is given back by them, and there is no unit of work that would do it
            UnitOfWorkHelper.doneSynchronizations(exchange, exchange.getExchangeExtension().handoverCompletions());
        }
    }

    private static byte[] read(InputStream body) throws IOException {
        if (body == null) {
            return new byte[0];
        }
        try (body) {
            byte[] bytes = body.readNBytes(LONGEST_ANSWER + 1);
            if (bytes.length > LONGEST_ANSWER) {
                throw new IOException("The answer has more than " + LONGEST_ANSWER + " bytes");
            }
            return bytes;
        }
    }

    @Override
    protected void doStart() throws Exception {
        String scheme = settings.baseUrl().getScheme();
        HttpComponent http = settings.httpComponent() != null
                ? settings.httpComponent() : camelContext.getComponent(scheme, HttpComponent.class);
        Map<String, Object> options = new HashMap<>();
        options.put("connectTimeout", Long.toString(settings.connectTimeout()));
        options.put("connectionRequestTimeout", Long.toString(settings.connectTimeout()));
        options.put("responseTimeout", Long.toString(settings.responseTimeout()));
        options.put("soTimeout", Long.toString(settings.responseTimeout()));
        options.put("throwExceptionOnFailure", "false");
        options.put("copyHeaders", "false");
        // read here at once, never further than the limit
        options.put("disableStreamCache", "true");
        if (settings.sslContextParameters() != null) {
            options.put("sslContextParameters", settings.sslContextParameters());
        }
        HttpEndpoint http4 = (HttpEndpoint) http.createEndpoint(settings.baseUrl().toString(), options);
        http4.setHeaderFilterStrategy(new NothingFiltered());
        http4.setHttpClientConfigurer(combine(http4.getHttpClientConfigurer()));
        endpoint = http4;
        producer = endpoint.createProducer();
        ServiceHelper.startService(endpoint, producer);
    }

    /**
     * HttpClient repeats 429 and 503 by itself, POST included, and sleeps on the thread: a second register. What may be
     * repeated is decided in one place, and that is ours. A redirect would carry the token to another host.
     */
    private static HttpClientConfigurer combine(HttpClientConfigurer users) {
        return CompositeHttpConfigurer.combineConfigurers(
                users, builder -> builder.disableAutomaticRetries().disableRedirectHandling().disableCookieManagement());
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopAndShutdownServices(producer, endpoint);
    }

    /** The base address, for messages. */
    URI baseUrl() {
        return settings.baseUrl();
    }

    /** Requests have only the headers that are set above; of answers, every header is read. */
    private static final class NothingFiltered implements HeaderFilterStrategy {

        @Override
        public boolean applyFilterToCamelHeaders(String headerName, Object headerValue, Exchange exchange) {
            return headerName.startsWith("Camel") || Exchange.CONTENT_TYPE.equals(headerName);
        }

        @Override
        public boolean applyFilterToExternalHeaders(String headerName, Object headerValue, Exchange exchange) {
            return false;
        }
    }
}
