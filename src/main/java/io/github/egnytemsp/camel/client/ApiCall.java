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

import java.net.URI;

import io.github.egnytemsp.camel.model.LogText;

/**
 * One call of the API.
 *
 * @param operation  what the API is asked to do: with the first segment of the path, the name of the operation
 * @param method     the HTTP method
 * @param path       below {@code /pubapi/v1/msp}, every segment percent-encoded
 * @param query      percent-encoded, or null
 * @param body       JSON, or null
 * @param secret     a secret inside the body, so that it can be kept out of messages; or null
 * @param repeatable whether doing it twice is the same as doing it once
 * @param reserve    whether it may be one of the day's calls that are kept for the webhook
 * @param redirect   where the API has sent it instead, or null
 */
record ApiCall(String operation, String method, String path, String query, byte[] body, String secret, boolean repeatable,
        boolean reserve, URI redirect) {

    private ApiCall(String operation, String method, String path, String query, byte[] body, String secret,
                    boolean repeatable) {
        this(operation, method, path, query, body, secret, repeatable, false, null);
    }

    static ApiCall get(String operation, String path) {
        return get(operation, path, null);
    }

    static ApiCall get(String operation, String path, String query) {
        return new ApiCall(operation, "GET", path, query, null, null, true);
    }

    static ApiCall put(String operation, String path, byte[] body, String secret) {
        return new ApiCall(operation, "PUT", path, null, body, secret, true);
    }

    static ApiCall delete(String operation, String path) {
        return new ApiCall(operation, "DELETE", path, null, null, null, true);
    }

    /** A call that changes something each time it is made. */
    static ApiCall post(String operation, String path, byte[] body, String secret) {
        return new ApiCall(operation, "POST", path, null, body, secret, false);
    }

    /** A POST that only asks. */
    static ApiCall ask(String operation, String path, byte[] body) {
        return new ApiCall(operation, "POST", path, null, body, null, true);
    }

    /** The same call, made for the webhook. */
    ApiCall withReserve() {
        return new ApiCall(operation, method, path, query, body, secret, repeatable, true, redirect);
    }

    /** The same call at another path of the same host. */
    ApiCall redirected(URI to) {
        return new ApiCall(operation, method, path, query, body, secret, repeatable, reserve, to);
    }

    /** Where it goes. */
    URI address(URI baseUrl) {
        return redirect != null
                ? redirect : URI.create(baseUrl + HttpTransport.API + path + (query == null ? "" : "?" + query));
    }

    /** What the call is about, such as {@code webhooks}. */
    String resource() {
        int end = path.indexOf('/', 1);
        return path.substring(1, end < 0 ? path.length() : end);
    }

    /** What is printed of it must not hold the body. */
    @Override
    public String toString() {
        return method + " " + LogText.of(path);
    }
}
