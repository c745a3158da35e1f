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

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Endpoint;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.http.CompositeHttpConfigurer;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.URISupport;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Bounds what other systems can cost a route that calls them over camel-http: an answer has at most 1 MB and 100,000
 * JSON values, its lines and headers have an end, and one deadline holds from the request to the last byte of the
 * answer. The call fails with an {@link IOException} otherwise. The client does not repeat a request by itself, as it
 * else does after 429 and 503.
 * <p>
 * Set it once for each component: {@code camel.component.http.httpClientConfigurer=#class:io.github.egnytemsp.camel
 * .client.BoundedHttp}, and the same for {@code https}. An endpoint with connection settings of its own
 * ({@code clientConnectionManager}, {@code maxTotalConnections}, {@code x509HostnameVerifier}, ...) keeps its
 * connections: the length of its headers is bounded by the deadline only.
 */
public final class BoundedHttp implements HttpClientConfigurer, CamelContextAware {

    private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(60);
    private static final Set<String> OWN_CONNECTIONS = Set.of(
            "clientConnectionManager", "maxTotalConnections", "connectionsPerRoute", "x509HostnameVerifier");

    private CamelContext camelContext;
    private TimeSource time;
    private Duration deadline = DEFAULT_DEADLINE;
    private volatile Deadlines deadlines;

    /** With the machine's clock. */
    public BoundedHttp() {
    }

    BoundedHttp(TimeSource time) {
        this.time = time;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        if (this.camelContext == camelContext) {
            return;
        }
        this.camelContext = camelContext;
        try {
            if (time == null) {
                SystemTime system = new SystemTime(camelContext);
                camelContext.addService(system, true, true);
                time = system;
            }
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
        camelContext.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> bound(endpoint));
    }

    /**
     * The longest time of a call.
     *
     * @return from the request to the last byte of its answer; 60 seconds unless it is set
     */
    public Duration getDeadline() {
        return deadline;
    }

    /**
     * Sets the longest time of a call.
     *
     * @param deadline from the request to the last byte of its answer, such as {@code 30s}; positive
     */
    public void setDeadline(Duration deadline) {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("The deadline must be positive: " + deadline);
        }
        this.deadline = deadline;
    }

    private Endpoint bound(Endpoint endpoint) {
        if (endpoint instanceof HttpEndpoint http
                && (http.getComponent().getHttpClientConfigurer() == this || http.getHttpClientConfigurer() == this)) {
            // first: a configurer for OAuth builds a client of its own from what was configured before
            CompositeHttpConfigurer first = new CompositeHttpConfigurer();
            first.addConfigurer(this);
            first.addConfigurer(http.getHttpClientConfigurer());
            http.setHttpClientConfigurer(first);
            boundHeaders(http);
        }
        return endpoint;
    }

    /** A client has no place for it: how long a header may be is a matter of its connections. */
    private void boundHeaders(HttpEndpoint http) {
        try {
            Map<String, Object> options = URISupport.parseParameters(URI.create(http.getEndpointUri()));
            if (http.getComponent().getClientConnectionManager() != null || options.keySet().stream().anyMatch(
                    name -> OWN_CONNECTIONS.contains(name) || name.startsWith("httpConnection."))) {
                return;
            }
            String tls = (String) options.get("sslContextParameters");
            http.getClientConnectionManager().close();
            http.setClientConnectionManager(
                    BoundedConnections.of(
                            http.getComponent(), tls == null
                                    ? null
                                    : EndpointHelper.resolveReferenceParameter(camelContext, tls, SSLContextParameters.class),
                            http.getSoTimeout()));
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    @Override
    public synchronized void configureHttpClient(HttpClientBuilder clientBuilder) {
        if (time == null) {
            throw new IllegalStateException("BoundedHttp has no CamelContext: make it a bean of the context");
        }
        if (deadlines == null) {
            deadlines = new Deadlines(time, deadline.toMillis());
        }
        clientBuilder.disableAutomaticRetries().addExecInterceptorFirst("egnyte-msp bounds", this::call);
    }

    private ClassicHttpResponse call(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Call call = new Call();
        if (scope.originalRequest instanceof Cancellable cancellable) {
            call.of(cancellable);
        }
        deadlines.watch(call);
        try {
            ClassicHttpResponse answer = chain.proceed(request, scope);
            HttpEntity entity = answer.getEntity();
            if (entity == null) {
                call.end();
            } else if (entity.getContentLength() > HttpTransport.LONGEST_ANSWER) {
                throw call.tooLong();
            } else {
                answer.setEntity(new BoundedEntity(entity, call));
            }
            return answer;
        } catch (IOException e) {
            call.end();
            throw call.failure(e);
        } catch (HttpException | RuntimeException | Error e) {
            call.end();
            throw e;
        }
    }

    private final class Call extends Deadline {

        Call() {
            super(time, deadline);
        }

        /** The one that says why. */
        IOException failure(IOException cause) {
            if (!passed()) {
                return cause;
            }
            IOException failure
                    = new SocketTimeoutException("The complete answer did not arrive within " + deadline.toMillis() + " ms");
            failure.initCause(cause);
            return failure;
        }

        /**
         * First the request is aborted: a client that closes an answer would read on to its end, to use the connection
         * again.
         */
        IOException tooLong() {
            abort();
            return new AnswerTooLongException(HttpTransport.LONGEST_ANSWER);
        }

        IOException tooManyValues() {
            abort();
            return new AnswerTooLongException(JsonValues.MOST, "JSON values");
        }

        void end() {
            deadlines.forget(this);
        }
    }

    private static final class BoundedEntity extends HttpEntityWrapper {

        private final Call call;

        BoundedEntity(HttpEntity entity, Call call) {
            super(entity);
            this.call = call;
        }

        @Override
        public InputStream getContent() throws IOException {
            InputStream content = super.getContent();
            return content == null ? null : new BoundedStream(content, call);
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                call.end();
            }
        }
    }

    private static final class BoundedStream extends FilterInputStream {

        private final Call call;
        private final JsonValues values = new JsonValues();
        private int left = HttpTransport.LONGEST_ANSWER;

        BoundedStream(InputStream in, Call call) {
            super(in);
            this.call = call;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count;
            try {
                count = super.read(bytes, offset, Math.min(length, left + 1));
            } catch (IOException e) {
                throw call.failure(e);
            }
            if (count > left) {
                throw call.tooLong();
            }
            if (count < 0) {
                call.end();
                return count;
            }
            left -= count;
            if (!values.add(bytes, offset, count)) {
                throw call.tooManyValues();
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                call.end();
            }
        }
    }
}
