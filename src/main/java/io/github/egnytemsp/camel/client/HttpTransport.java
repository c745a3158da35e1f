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
package io.github.egnytemsp.camel.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Producer;
import org.apache.camel.component.http.CompositeHttpConfigurer;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.UnitOfWorkHelper;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends calls over camel-http, so that the user's settings of that component (proxy, TLS, connection pool) apply. Each
 * call has an exchange of its own: no header of the user's message leaves the machine, and none of the answer's comes
 * back by accident.
 * <p>
 * A server can cost a call no more than its time, and no more memory than the limits here: a request whose answer is
 * not there as a whole in time is aborted, and an answer or header without end is not read to its end.
 */
public final class HttpTransport extends ServiceSupport {

    static final String API = "/pubapi/v1/msp";

    /** An answer, or a page of a list, has kilobytes. */
    static final int LONGEST_ANSWER = 1024 * 1024;
    /** What is wrong is said at the beginning. */
    private static final int LONGEST_ERROR = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);
    /** HttpClient asks its interceptors in the thread of the request. */
    private static final ThreadLocal<CallDeadline> DEADLINE = new ThreadLocal<>();

    private final CamelContext camelContext;
    private final Settings settings;
    private final TimeSource time;
    private final Set<Pending> pending = ConcurrentHashMap.newKeySet();
    private final Deadlines deadlines;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile ExecutorService workers;
    private Client client;

    /**
     * What a transport is made from; equal settings can share one.
     *
     * @param baseUrl              scheme, host and port
     * @param connectTimeout       the longest time to connect, in milliseconds
     * @param responseTimeout      the longest time from the request to the last byte of its answer, in milliseconds
     * @param sslContextParameters TLS, or null for camel-http's own
     * @param httpComponent        the component to use, or null for the context's
     */
    public record Settings(URI baseUrl, long connectTimeout, long responseTimeout,
            SSLContextParameters sslContextParameters, HttpComponent httpComponent) {
    }

    /** A call that has no answer yet. */
    interface Pending {

        /** The transport stops. */
        void abandon();
    }

    private record Client(HttpEndpoint endpoint, Producer producer) {
    }

    /**
     * @param camelContext the context whose http component is used
     * @param settings     where to, and how
     * @param time         ends what takes too long
     */
    public HttpTransport(CamelContext camelContext, Settings settings, TimeSource time) {
        this.camelContext = camelContext;
        this.settings = settings;
        this.time = time;
        this.deadlines = new Deadlines(time, Math.min(settings.connectTimeout(), settings.responseTimeout()));
    }

    /** The longest time of a call from its turn to its answer, with a reserve for a busy machine. */
    Duration longestCall() {
        return Duration.ofMillis(settings.connectTimeout() + settings.responseTimeout()).plusSeconds(10);
    }

    void begin(Pending call) {
        pending.add(call);
    }

    void end(Pending call) {
        pending.remove(call);
    }

    /**
     * Runs something that sends, in a thread of this transport. There are as many as there are calls under way, which
     * the pacing bounds, and as many as routes go on in, after their calls.
     *
     * @throws RejectedExecutionException if the transport is stopped
     */
    void execute(Runnable task) {
        ExecutorService current = workers;
        if (current == null) {
            throw new RejectedExecutionException("The transport is stopped");
        }
        current.execute(task);
    }

    /** Sends a call and reads its answer; blocks until the answer is there, at most until its deadline. */
    ApiAnswer send(ApiCall call, String accessToken) throws Exception {
        Client used = client();
        CallDeadline deadline = new CallDeadline();
        DEADLINE.set(deadline);
        try {
            deadlines.watch(deadline);
            return send(used, call, accessToken, deadline);
        } catch (Exception e) {
            throw deadline.passed() ? deadline.failure(e) : e;
        } catch (Error e) {
            LOG.warn("The HTTP client for {} failed with {} and is replaced", settings.baseUrl(), e.toString());
            discard(used);
            throw e;
        } finally {
            DEADLINE.remove();
            deadlines.forget(deadline);
        }
    }

    private ApiAnswer send(Client used, ApiCall call, String accessToken, Deadline deadline) throws Exception {
        URI address = call.address(settings.baseUrl());
        // a redirect that forgets the query would answer another question
        String query = address.getRawQuery() != null ? address.getRawQuery() : call.query();
        Exchange exchange = used.endpoint().createExchange(ExchangePattern.InOut);
        Message request = exchange.getIn();
        request.setHeader(Exchange.HTTP_METHOD, call.method());
        request.setHeader(Exchange.HTTP_PATH, address.getRawPath());
        if (query != null) {
            request.setHeader(Exchange.HTTP_QUERY, query);
        }
        request.setHeader("Authorization", "Bearer " + accessToken);
        request.setHeader("Accept", "application/json");
        if (call.body() != null) {
            request.setHeader(Exchange.CONTENT_TYPE, "application/json");
            request.setBody(call.body());
        }
        try {
            used.producer().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            Message answer = exchange.getMessage();
            int status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
            return new ApiAnswer(status, answer.getHeaders(), read(answer.getBody(InputStream.class), status, deadline));
        } finally {
            // the connection is given back by them, and there is no unit of work that would do it
            UnitOfWorkHelper.doneSynchronizations(exchange, exchange.getExchangeExtension().handoverCompletions());
        }
    }

    private static byte[] read(InputStream body, int status, Deadline deadline) throws IOException {
        if (body == null) {
            return new byte[0];
        }
        boolean success = status >= 200 && status < 300;
        int longest = success ? LONGEST_ANSWER : LONGEST_ERROR;
        try (body) {
            boolean whole = false;
            try {
                byte[] bytes = body.readNBytes(longest + 1);
                whole = bytes.length <= longest;
                if (!whole && success) {
                    throw new AnswerTooLongException(longest);
                }
                return bytes;
            } finally {
                if (!whole) {
                    // before it is closed: HttpClient would read on to the end, for the sake of the connection
                    deadline.abort();
                }
            }
        }
    }

    private Client client() throws Exception {
        lock.lock();
        try {
            if (!isStarted() && !isStarting()) {
                throw new RejectedExecutionException("The transport is stopped");
            }
            if (client == null) {
                client = connect();
            }
            return client;
        } finally {
            lock.unlock();
        }
    }

    /** Replaces a client after an Error, which may have left it in a broken state. */
    private void discard(Client broken) {
        lock.lock();
        try {
            if (client == broken) {
                client = null;
            }
        } finally {
            lock.unlock();
        }
        ServiceHelper.stopAndShutdownServices(broken.producer(), broken.endpoint());
    }

    private Client connect() throws Exception {
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
        HttpEndpoint endpoint = (HttpEndpoint) http.createEndpoint(settings.baseUrl().toString(), options);
        if (http.getClientConnectionManager() == null) {
            endpoint.getClientConnectionManager().close();
            endpoint.setClientConnectionManager(
                    BoundedConnections.of(http, settings.sslContextParameters(), settings.responseTimeout()));
        }
        endpoint.setHeaderFilterStrategy(new NothingFiltered());
        endpoint.setHttpClientConfigurer(combine(endpoint.getHttpClientConfigurer()));
        Producer producer = endpoint.createProducer();
        ServiceHelper.startService(endpoint, producer);
        return new Client(endpoint, producer);
    }

    /**
     * Switches off the retries and redirects of HttpClient. It repeats 429 and 503 by itself, POST included, which
     * could register twice; and a redirect would send the token to another host.
     */
    private static HttpClientConfigurer combine(HttpClientConfigurer users) {
        return CompositeHttpConfigurer.combineConfigurers(
                users, builder -> builder.disableAutomaticRetries().disableRedirectHandling().disableCookieManagement()
                        .addExecInterceptorFirst("egnyte-msp connects", HttpTransport::connects)
                        .addExecInterceptorBefore(
                                ChainElement.MAIN_TRANSPORT.name(), "egnyte-msp sends", HttpTransport::sends));
    }

    private static ClassicHttpResponse connects(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        CallDeadline deadline = DEADLINE.get();
        if (deadline != null && scope.originalRequest instanceof Cancellable cancellable) {
            deadline.of(cancellable);
        }
        return chain.proceed(request, scope);
    }

    private static ClassicHttpResponse sends(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        CallDeadline deadline = DEADLINE.get();
        if (deadline != null) {
            deadline.connected();
        }
        return chain.proceed(request, scope);
    }

    @Override
    protected void doStart() throws Exception {
        workers = camelContext.getExecutorServiceManager().newCachedThreadPool(this, "EgnyteMspCalls");
        // wrong settings fail here
        client();
    }

    @Override
    protected void doStop() {
        ExecutorService stopped = workers;
        workers = null;
        lock.lock();
        try {
            if (client != null) {
                ServiceHelper.stopAndShutdownServices(client.producer(), client.endpoint());
                client = null;
            }
        } finally {
            lock.unlock();
        }
        // first those who wait: a place that is given back then goes to nobody
        pending.forEach(Pending::abandon);
        camelContext.getExecutorServiceManager().shutdownNow(stopped);
    }

    /** The base address, for messages. */
    URI baseUrl() {
        return settings.baseUrl();
    }

    /** First the time to connect, then that of the answer. */
    private final class CallDeadline extends Deadline {

        private volatile boolean connected;

        CallDeadline() {
            super(time, Duration.ofMillis(settings.connectTimeout()));
        }

        void connected() {
            connected = true;
            in(Duration.ofMillis(settings.responseTimeout()));
        }

        IOException failure(Exception cause) {
            IOException failure = connected
                    ? new SocketTimeoutException(
                            "The complete answer did not arrive within " + settings.responseTimeout() + " ms")
                    : new ConnectException("No connection within " + settings.connectTimeout() + " ms");
            failure.initCause(cause);
            return failure;
        }
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
