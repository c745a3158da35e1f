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

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A connection with its prepared statements. One thread uses it at a time. */
public final class Session implements AutoCloseable {

    private final Connection connection;
    private final Dialect dialect;
    private final Object file;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    /**
     * Reads a row.
     *
     * @param <T> what of
     */
    @FunctionalInterface
    public interface RowReader<T> {

        /**
         * Reads the row at which the result stands.
         *
         * @param  row          the result
         * @return              what is in it
         * @throws SQLException if it cannot be read
         */
        T read(ResultSet row) throws SQLException;
    }

    /** @param file tells the database's file from another one of the same name, or null */
    Session(Connection connection, Dialect dialect, Object file) throws SQLException {
        this.connection = connection;
        this.dialect = dialect;
        this.file = file;
        dialect.prepare(connection);
    }

    /** For who only looks: the database stays as it is. */
    Session(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
        this.file = null;
    }

    Dialect dialect() {
        return dialect;
    }

    Object file() {
        return file;
    }

    Connection connection() {
        return connection;
    }

    /**
     * Changes rows.
     *
     * @param  sql          the statement, always the same text for the same kind: it is kept prepared
     * @param  parameters   its parameters; null, numbers, texts and bytes
     * @return              how many
     * @throws SQLException if the database refuses it
     */
    public int update(String sql, Object... parameters) throws SQLException {
        return with(sql, parameters).executeUpdate();
    }

    /**
     * Changes rows in a batch: one list of parameters for each.
     *
     * @return how many each has changed; not of inserts, which a driver may put together
     */
    int[] batch(String sql, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return new int[0];
        }
        PreparedStatement statement = prepared(sql);
        for (Object[] row : rows) {
            set(statement, row);
            statement.addBatch();
        }
        return statement.executeBatch();
    }

    /**
     * The rows of a select, or of a change that returns some.
     *
     * @param  <T>          what is in a row
     * @param  sql          the statement, always the same text for the same kind: it is kept prepared
     * @param  reader       reads a row
     * @param  parameters   its parameters
     * @return              what is in the rows
     * @throws SQLException if the database refuses it
     */
    public <T> List<T> query(String sql, RowReader<T> reader, Object... parameters) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet result = with(sql, parameters).executeQuery()) {
            while (result.next()) {
                rows.add(reader.read(result));
            }
        }
        return rows;
    }

    /**
     * The first row of a select.
     *
     * @param  <T>          what is in a row
     * @param  sql          the statement, always the same text for the same kind: it is kept prepared
     * @param  reader       reads a row
     * @param  parameters   its parameters
     * @return              what is in the row, or null if there is none
     * @throws SQLException if the database refuses it
     */
    public <T> T first(String sql, RowReader<T> reader, Object... parameters) throws SQLException {
        try (ResultSet result = with(sql, parameters).executeQuery()) {
            return result.next() ? reader.read(result) : null;
        }
    }

    /** {@code (?,?,?)} with that many parameters. */
    static String places(int number) {
        return "(" + "?,".repeat(number - 1) + "?)";
    }

    /**
     * A number of parameters that is not less: a statement for each number would have to be kept prepared.
     */
    static int padded(int number) {
        return number <= 1 ? 1 : number <= 10 ? 10 : number <= 100 ? 100 : Math.max(number, 1000);
    }

    /** So many parameters, the last one again and again. */
    static Object[] padded(List<Long> numbers) {
        Object[] all = new Object[padded(numbers.size())];
        for (int i = 0; i < all.length; i++) {
            all[i] = numbers.get(Math.min(i, numbers.size() - 1));
        }
        return all;
    }

    private PreparedStatement with(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = prepared(sql);
        set(statement, parameters);
        return statement;
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (value instanceof String text) {
                statement.setString(i + 1, text);
            } else if (value instanceof Long number) {
                statement.setLong(i + 1, number);
            } else if (value instanceof Integer number) {
                statement.setInt(i + 1, number);
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }

    @Override
    public void close() {
        for (PreparedStatement statement : statements.values()) {
            closeQuietly(statement);
        }
        statements.clear();
        closeQuietly(connection);
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            // the connection is given up, broken or not
        }
    }
}
