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

    /** {@return the answer, or null if the exception holds none} */
    static HttpAnswer of(Throwable failure) {
        if (failure instanceof HttpOperationFailedException http) {
            return new HttpAnswer(
                    http.getStatusCode(), behindASpace(http.getStatusText()),
                    http.getUri() == null ? "" : " from " + http.getUri().replaceAll("[?].*", ""),
                    retryAfter(http.getResponseHeaders()), orEmpty(http.getResponseBody()));
        }
        return isOfSpring(failure.getClass()) ? ofSpring(failure) : null;
    }

    private static boolean isOfSpring(Class<?> type) {
        for (Class<?> one = type; one != null; one = one.getSuperclass()) {
            if (one.getName().equals("org.springframework.web.client.RestClientResponseException")
                    || one.getName().equals("org.springframework.web.reactive.function.client.WebClientResponseException")) {
                return true;
            }
        }
        return false;
    }

    private static HttpAnswer ofSpring(Throwable failure) {
        try {
            Object status = call(failure, "getStatusCode");
            Object headers = failure.getClass().getMethod(
                    failure.getClass().getName().contains(".reactive.") ? "getHeaders" : "getResponseHeaders").invoke(failure);
            Object retryAfter = headers == null
                    ? null : headers.getClass().getMethod("getFirst", String.class).invoke(headers, RETRY_AFTER);
            return new HttpAnswer(
                    (int) call(status, "value"), behindASpace((String) call(failure, "getStatusText")), "", (String) retryAfter,
                    orEmpty((String) call(failure, "getResponseBodyAsString")));
        } catch (ReflectiveOperationException | ClassCastException e) {
            return null; // another version of Spring: an exception like any other
        }
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
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
