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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import javax.sql.DataSource;

/** An application's data source whose database can be taken away. */
public final class UnreliableDataSource {

    private final String url;
    private volatile boolean away;

    public UnreliableDataSource(String url) {
        this.url = url;
    }

    public void setAway(boolean isAway) {
        away = isAway;
    }

    public DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] { DataSource.class },
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getConnection" -> connection();
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> "a data source";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Connection connection() throws SQLException {
        requireThere();
        Connection connection = DriverManager.getConnection(url);
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
                    if (!method.getName().equals("close")) {
                        requireThere();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void requireThere() throws SQLException {
        if (away) {
            throw new SQLException("made up: the database is away", "08006");
        }
    }
}
