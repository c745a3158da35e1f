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
package io.github.egnytemsp.camel.delivery;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * What is decided before the body is touched: method, secret, encoding, announced size, in that order.
 */
final class DeliveryGate {

    private final String authHeader;
    private final WebhookSecrets secrets;
    private final int maxBodySize;

    /**
     * @param authHeader  the name of the header that proves the origin
     * @param secrets     its accepted values, or null if every delivery is accepted
     * @param maxBodySize the longest body, in bytes
     */
    DeliveryGate(String authHeader, WebhookSecrets secrets, int maxBodySize) {
        this.authHeader = authHeader;
        this.secrets = secrets;
        this.maxBodySize = maxBodySize;
    }

    /**
     * Looks at a request.
     *
     * @return why it is refused, or null if it may come in
     */
    Answer refuse(DeliveryRequest request) {
        if (!"POST".equals(request.method())) {
            return Answer.METHOD_NOT_ALLOWED;
        }
        if (secrets != null && (!secrets.accept(request.header(authHeader)) || isInQuery(request.query()))) {
            return Answer.UNAUTHORIZED;
        }
        String encoding = request.header(DeliveryRequest.CONTENT_ENCODING);
        if (encoding != null && !encoding.isBlank() && !"identity".equalsIgnoreCase(encoding.trim())) {
            return Answer.UNSUPPORTED_ENCODING;
        }
        return request.announcedLength() > maxBodySize ? Answer.TOO_LARGE : null;
    }

    /** Whether this header is one that the gate looks at. */
    boolean reads(String header) {
        return header.equalsIgnoreCase(authHeader) || header.equalsIgnoreCase(DeliveryRequest.CONTENT_ENCODING)
                || header.equalsIgnoreCase(DeliveryRequest.CONTENT_LENGTH)
                || header.equalsIgnoreCase(DeliveryRequest.TRANSFER_ENCODING);
    }

    String authHeader() {
        return authHeader;
    }

    int maxBodySize() {
        return maxBodySize;
    }

    /** Some engines put parameters of the query among the headers; a secret in an address ends up in access logs. */
    private boolean isInQuery(String query) {
        if (query == null || query.isEmpty()) {
            return false;
        }
        for (String pair : query.split("[&;]")) {
            int equals = pair.indexOf('=');
            try {
                String name = URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), StandardCharsets.UTF_8);
                if (name.equalsIgnoreCase(authHeader)) {
                    return true;
                }
            } catch (IllegalArgumentException e) {
                return true;
            }
        }
        return false;
    }
}
