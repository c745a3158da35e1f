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

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.RollbackExchangeException;
import org.apache.camel.support.DefaultConsumer;

/** Runs an exchange of a consumer through its route. */
final class RouteRun {

    private RouteRun() {
    }

    /**
     * Runs it to its end, completions included. The caller gives it back to the consumer.
     *
     * @return why it failed, a rollback without an exception included, or null if it did not
     */
    static Throwable run(DefaultConsumer consumer, Exchange exchange) {
        exchange.setPattern(ExchangePattern.InOnly);
        try {
            consumer.createUoW(exchange);
            consumer.getProcessor().process(exchange);
        } catch (Throwable e) { // an Error is a failure of this event, and of nothing else
            exchange.setException(e);
        } finally {
            consumer.doneUoW(exchange);
        }
        if (exchange.getException() != null) {
            return exchange.getException();
        }
        return exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()
                ? new RollbackExchangeException("The route marked the exchange for rollback", exchange) : null;
    }
}
