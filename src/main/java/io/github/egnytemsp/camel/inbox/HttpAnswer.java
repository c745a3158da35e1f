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
package io.github.egnytemsp.camel.inbox;

import java.lang.reflect.Method;
import java.util.Map;

import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * An HTTP answer that a client reports as an exception: camel-http, or {@code RestClient}, {@code RestTemplate} and
 * {@code WebClient} of Spring. Spring's classes are read by reflection, because they may not be on the classpath.
 *
 * @param status     the status code
 * @param text       a space and the words behind the status, or empty
 * @param address    {@code " from "} and the address without its query, which may hold a key; or empty
 * @param retryAfter the header {@code Retry-After}, or null
 * @param body       the body, or empty
 */
record HttpAnswer(int status, String text, String address, String retryAfter, String body) {

    private static final String RETRY_AFTER = "Retry-After";
    private static final String BLOCKING = "org.springframework.web.client.RestClientResponseException";
    private static final String REACTIVE = "org.springframework.web.reactive.function.client.WebClientResponseException";

    /** {@return the answer, or null if the exception holds none} */
    static HttpAnswer of(Throwable failure) {
        if (failure instanceof HttpOperationFailedException http) {
            return new HttpAnswer(
                    http.getStatusCode(), behindASpace(http.getStatusText()),
                    http.getUri() == null ? "" : " from " + http.getUri().replaceAll("[?].*", ""),
                    retryAfter(http.getResponseHeaders()), orEmpty(http.getResponseBody()));
        }
        Class<?> spring = springType(failure.getClass());
        return spring == null ? null : ofSpring(failure, spring);
    }

    private static Class<?> springType(Class<?> type) {
        for (Class<?> one = type; one != null; one = one.getSuperclass()) {
            if (one.getName().equals(BLOCKING) || one.getName().equals(REACTIVE)) {
                return one;
            }
        }
        return null;
    }

    private static HttpAnswer ofSpring(Throwable failure, Class<?> type) {
        try {
            // by the declared types: the classes behind them, such as that of status 522, are not public
            Method status = type.getMethod("getStatusCode");
            Method headers = type.getMethod(type.getName().equals(REACTIVE) ? "getHeaders" : "getResponseHeaders");
            Object received = headers.invoke(failure);
            return new HttpAnswer(
                    (int) status.getReturnType().getMethod("value").invoke(status.invoke(failure)),
                    behindASpace((String) type.getMethod("getStatusText").invoke(failure)), "",
                    received == null
                            ? null
                            : (String) headers.getReturnType().getMethod("getFirst", String.class).invoke(received,
                                    RETRY_AFTER),
                    orEmpty((String) type.getMethod("getResponseBodyAsString").invoke(failure)));
        } catch (ReflectiveOperationException | ClassCastException e) {
            return null; // another version of Spring: an exception like any other
        }
    }

    private static String retryAfter(Map<String, String> headers) {
        return headers == null
                ? null
                : headers.entrySet().stream().filter(header -> RETRY_AFTER.equalsIgnoreCase(header.getKey()))
                        .map(Map.Entry::getValue).findFirst().orElse(null);
    }

    private static String behindASpace(String text) {
        return text == null || text.isBlank() ? "" : " " + text;
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text.strip();
    }
}
