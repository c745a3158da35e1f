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

import javax.net.ssl.SSLContext;

import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Connections as camel-http makes them from the settings of its component, but that a line of an answer has an end. */
final class BoundedConnections {

    private static final int LONGEST_LINE = 16 * 1024;
    private static final int MOST_HEADERS = 200;

    private BoundedConnections() {
    }

    /**
     * @param http      what else is set
     * @param own       TLS, or null for the component's
     * @param soTimeout the longest time between two bytes, in milliseconds; 0 for no limit
     */
    static PoolingHttpClientConnectionManager of(HttpComponent http, SSLContextParameters own, long soTimeout)
            throws Exception {
        CamelContext camelContext = http.getCamelContext();
        SSLContextParameters tls = own;
        if (tls == null) {
            tls = http.getSslContextParameters();
        }
        if (tls == null && http.isUseGlobalSslContextParameters()) {
            tls = camelContext.getSSLContextParameters();
        }
        SSLContext sslContext = tls != null ? tls.createSSLContext(camelContext)
                : http.isUseSystemProperties() ? SSLContexts.createSystemDefault() : SSLContexts.createDefault();
        ConnectionConfig.Builder connection = ConnectionConfig.custom();
        if (http.getConnectionTimeToLive() >= 0) {
            connection.setTimeToLive(TimeValue.ofMilliseconds(http.getConnectionTimeToLive()));
        }
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(sslContext, http.getX509HostnameVerifier()))
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder().http1Config(
                        Http1Config.custom().setMaxLineLength(LONGEST_LINE).setMaxHeaderCount(MOST_HEADERS).build()).build())
                .setDefaultConnectionConfig(connection.build())
                .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(Timeout.ofMilliseconds(soTimeout)).build())
                .setMaxConnTotal(http.getMaxTotalConnections())
                .setMaxConnPerRoute(http.getConnectionsPerRoute())
                .build();
    }
}
