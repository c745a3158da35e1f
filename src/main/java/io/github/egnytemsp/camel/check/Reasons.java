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

import java.io.FileNotFoundException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateExpiredException;

import javax.net.ssl.SSLException;

/** Why something failed, in words for people. */
final class Reasons {

    private Reasons() {
    }

    /** The root cause in words; for what is not known, its message. */
    static String of(Throwable failure) {
        String network = network(failure);
        if (network != null) {
            return network;
        }
        Throwable root = root(failure);
        if (root instanceof AccessDeniedException denied) {
            return denied.getFile() + " cannot be read by the user " + System.getProperty("user.name")
                   + ": let it, with chmod or chown";
        }
        if (root instanceof NoSuchFileException || root instanceof FileNotFoundException) {
            return root.getMessage() + " is not there";
        }
        String message = root.getMessage();
        return message == null || message.isBlank()
                ? root.getClass().getSimpleName() : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** What is wrong on the way to a server, or null if it is something else. */
    static String network(Throwable failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof UnknownHostException) {
                return "The name is not found: is it right, and does DNS work here?";
            }
            if (one instanceof BindException) {
                return "The address cannot be used: " + one.getMessage();
            }
            if (one instanceof ConnectException refused) {
                boolean late = String.valueOf(refused.getMessage()).toLowerCase(java.util.Locale.ROOT).contains("timed out");
                return late
                        ? "There is no connection: does a firewall drop it?"
                        : "The connection is refused: does the server run, and is the port right and open from here?";
            }
            if (one instanceof NoRouteToHostException) {
                return "There is no network route to it: does a firewall block it?";
            }
            if (one instanceof SocketTimeoutException) {
                return "There is no answer in time.";
            }
            if (one instanceof SSLException tls) {
                return tls(tls);
            }
        }
        return null;
    }

    private static String tls(SSLException failure) {
        Throwable root = root(failure);
        String message = String.valueOf(root.getMessage());
        if (root instanceof CertificateExpiredException) {
            return "TLS fails: the certificate has expired. Renew it, or correct this machine's clock.";
        }
        if (message.contains("unable to find valid certification path") || message.contains("PKIX path")) {
            return "TLS fails: the certificate is not trusted. Is it self-signed, or does the server leave out the"
                   + " certificates between it and its authority?";
        }
        if (message.contains("subject alternative") || message.startsWith("No name matching")) {
            return "TLS fails: the certificate is for another name (" + message + ").";
        }
        return message.contains("plaintext") || message.contains("Unsupported or unrecognized")
                ? "TLS fails: the server answers without TLS." : "TLS fails: " + message;
    }

    /** The last cause. */
    static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
