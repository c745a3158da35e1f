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
package io.github.egnytemsp.camel.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where the API is: from the options {@code nfrDomain} and {@code baseUrl}. */
public final class BaseUrl {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?");
    private static final Pattern HOST = Pattern.compile(NAME + "(\\." + NAME + ")+");

    private BaseUrl() {
    }

    /**
     * Finds the address.
     *
     * @param  nfrDomain                a name, a host or an https URL; or null
     * @param  baseUrl                  an address that wins over it, https or http; or null
     * @return                          scheme, host and port
     * @throws IllegalArgumentException if neither is given, or one is wrong
     */
    public static URI of(String nfrDomain, String baseUrl) {
        if (baseUrl != null && !baseUrl.isBlank()) {
            return origin("baseUrl", baseUrl.trim());
        }
        if (nfrDomain == null || nfrDomain.isBlank()) {
            throw new IllegalArgumentException(
                    "nfrDomain is missing: set it to the MSP's own NFR domain, such as acmemsp or acmemsp.egnyte.com, or set"
                                               + " baseUrl");
        }
        String domain = nfrDomain.trim();
        if (NAME.matcher(domain).matches()) {
            return URI.create("https://" + domain.toLowerCase(Locale.ROOT) + ".egnyte.com");
        }
        if (HOST.matcher(domain).matches()) {
            return URI.create("https://" + domain.toLowerCase(Locale.ROOT));
        }
        URI uri = origin("nfrDomain", domain);
        if (!"https".equals(uri.getScheme())) {
            throw new IllegalArgumentException(
                    "nfrDomain must not be plain http, because the access token is sent there: " + domain
                                               + ". For a simulator or a test, set baseUrl");
        }
        return uri;
    }

    /**
     * What a token is stored under.
     *
     * @param  baseUrl the address of the API
     * @return         its host, with the port if it has one
     */
    public static String host(URI baseUrl) {
        return baseUrl.getPort() < 0 ? baseUrl.getHost() : baseUrl.getHost() + ":" + baseUrl.getPort();
    }

    private static URI origin(String option, String value) {
        try {
            URI uri = new URI(value);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean bare = (uri.getRawPath() == null || uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
                    && uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
            if ((scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null && bare) {
                return new URI(scheme, null, uri.getHost().toLowerCase(Locale.ROOT), uri.getPort(), null, null, null);
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new IllegalArgumentException(
                option + " is wrong: " + withoutUserInfo(value)
                                           + (option.equals("nfrDomain")
                                                   ? ". It must be a name (acmemsp), a host (acmemsp.egnyte.com) or an https URL"
                                                     + " without a path"
                                                   : ". It must be scheme, host and port, such as https://acmemsp.egnyte.com;"
                                                     + " /pubapi/v1/msp is added"));
    }

    private static String withoutUserInfo(String value) {
        return value.replaceAll("//[^/@]*@", "//xxxxxx@");
    }
}
