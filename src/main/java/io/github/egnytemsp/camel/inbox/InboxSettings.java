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

import java.time.Duration;

import javax.sql.DataSource;

/**
 * Where an inbox is, and how long it keeps what is done.
 *
 * @param url        the JDBC URL, or null if there is a data source
 * @param user       the user, or null
 * @param password   the password, or null
 * @param dataSource the application's data source, or null if there is a URL
 * @param retention  how long handled events are kept, zero for ever
 */
public record InboxSettings(String url, String user, String password, DataSource dataSource, Duration retention) {

    /** Whether both are the same database; the retention may differ. */
    boolean isSameDatabase(InboxSettings other) {
        return dataSource != null ? dataSource == other.dataSource : url.equals(other.url);
    }

    /** What log lines call it: no user, no password, no parameters. */
    String name() {
        return dataSource != null ? "the data source " + dataSource.getClass().getSimpleName() : withoutParameters(url);
    }

    private static String withoutParameters(String url) {
        int end = url.indexOf('?');
        String address = end < 0 ? url : url.substring(0, end);
        // user:password@host is not a form of these drivers, but somebody may write it
        return address.replaceAll("//[^/@]*@", "//");
    }

    /** What a driver or a pool said, without what it may quote: the password, and URLs that hold one. */
    String withoutSecrets(String text) {
        String hidden = text.replaceAll("(?i)(password|pwd|secret|token)=[^&;,\\s]*", "$1=xxxxxx")
                .replaceAll("//[^/@\\s]*@", "//");
        return password == null || password.isBlank() ? hidden : hidden.replace(password, "xxxxxx");
    }

    @Override
    public String toString() {
        return name();
    }
}
