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
package io.github.egnytemsp.camel;

import java.nio.file.Path;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Wrong options of the inbox fail when the route starts, with the option, what was given and what is right. */
class InboxOptionsTest {

    @TempDir
    private Path folder;

    private String failure(String options, String... before) {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("egnyte-msp:inbox?"
                         + options.replace("DB", "inboxUrl=RAW(jdbc:sqlite:" + folder.resolve("inbox.db") + ")"))
                            .log("never");
                }
            });
            if (before.length > 0) {
                context.getRegistry().bind("h2", new JdbcDataSource());
                context.getRegistry().bind("other", new DriverManagerDataSource(before[0]));
            }
            context.start();
            return "started";
        } catch (Exception e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return root.getMessage();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "DB | subscription is missing",
            "DB&subscription= | subscription is missing",
            "DB&subscription=My Mail | subscription must be 1 to 64 of a-z, 0-9 and -",
            "DB&subscription=mail&eventTypes=RESELLER_*_TRIAL | eventTypes has 'RESELLER_*_TRIAL'",
            "DB&subscription=mail&eventTypes=invoices | eventTypes has 'invoices'",
            "DB&subscription=mail&maximumRedeliveries=-1 | maximumRedeliveries must not be negative: -1",
            "DB&subscription=mail&redeliveryDelay=0 | redeliveryDelay must be 1 or more: 0",
            "DB&subscription=mail&maximumRedeliveryDelay=0 | maximumRedeliveryDelay must be 1 or more: 0",
            "DB&subscription=mail&backOffMultiplier=0.5 | backOffMultiplier must be 1 or more: 0.5",
            "DB&subscription=mail&concurrentConsumers=0 | concurrentConsumers must be 1 or more: 0",
            "DB&subscription=mail&pollInterval=0 | pollInterval must be 1 or more: 0",
            "DB&subscription=mail&retention=-1 | retention must not be negative: -1",
            "subscription=mail | inboxUrl is missing",
            "subscription=mail&inboxUrl=jdbc:mysql://127.0.0.1/x | inboxUrl begins with 'jdbc:mysql:'",
            "subscription=mail&inboxUrl=jdbc:sqlite::memory: | inboxUrl must name a file",
            "subscription=mail&inboxUrl=jdbc:sqlite: | inboxUrl must name a file",
            "subscription=mail&inboxUrl=inbox.db | The inbox works with jdbc:sqlite:FILE and jdbc:postgresql://host/database" })
    void aWrongOptionIsNamed(String options, String message) {
        assertThat(failure(options)).contains(message);
    }

    @Test
    void aDatabaseThatItDoesNotWorkWithIsNamed() {
        assertThat(failure("DB&subscription=mail&dataSource=#h2", "h2")).contains("inboxUrl and dataSource are both set");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "jdbc:h2:mem:inbox | dataSource must be of SQLite or PostgreSQL: it is of H2",
            "jdbc:sqlite::memory: | give SQLite a file, not memory",
            "jdbc:sqlite:file:inbox?mode=memory&cache=shared | give SQLite a file, not memory" })
    void aDataSourceThatTheInboxCannotUseFailsTheStart(String url, String message) {
        assertThat(failure("subscription=mail&dataSource=#other", url)).contains(message);
    }

    @Test
    void anUnknownResourceIsNamed() {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertThatThrownBy(() -> context.getEndpoint("egnyte-msp:inbx")).rootCause()
                    .hasMessageContaining("egnyte-msp:inbx does not exist").hasMessageContaining("inbox (both)");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aMissingDriverIsNamed() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.setClassResolver(new DefaultClassResolver(context) {
                @Override
                public Class<?> resolveClass(String name) {
                    return name.startsWith("org.postgresql") ? null : super.resolveClass(name);
                }
            });
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:store").to("egnyte-msp:inbox?inboxUrl=jdbc:postgresql://127.0.0.1/inbox");
                }
            });
            assertThatThrownBy(context::start).rootCause().hasMessageContaining("add the dependency org.postgresql:postgresql");
        }
    }
}
