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
import java.net.IDN;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import org.apache.camel.CamelContext;

/** Connects to a server, and looks at its certificate. No request is sent. */
final class TlsPeer {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final CamelContext context;

    /** @param context knows whom the product trusts: what {@code camel.ssl.*} says, else the certificates of Java */
    TlsPeer(CamelContext context) {
        this.context = context;
    }

    /** TLS as the product has it. */
    SSLContext tls() throws IOException {
        try {
            return context.getSSLContextParameters() == null
                    ? SSLContext.getDefault() : context.getSSLContextParameters().createSSLContext(context);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /**
     * Connects, over TLS if the address is https.
     *
     * @param  address     scheme, host and port
     * @return             the server's certificate, or null without TLS
     * @throws IOException if it cannot be reached, or its certificate is not for this host or not trusted
     */
    X509Certificate connect(URI address) throws IOException {
        boolean tls = address.getScheme().equals("https");
        int port = address.getPort() >= 0 ? address.getPort() : tls ? 443 : 80;
        InetSocketAddress server = new InetSocketAddress(address.getHost().replaceAll("[\\[\\]]", ""), port);
        if (server.isUnresolved()) {
            throw new UnknownHostException(address.getHost());
        }
        try (Socket socket = tls ? tls().getSocketFactory().createSocket() : new Socket()) {
            socket.connect(server, (int) TIMEOUT.toMillis());
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            return tls ? certificate((SSLSocket) socket, address.getHost()) : null;
        }
    }

    private static X509Certificate certificate(SSLSocket socket, String host) throws IOException {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!host.matches("[0-9.]+|\\[.*")) {
            parameters.setServerNames(List.of(new SNIHostName(IDN.toASCII(host))));
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
}
