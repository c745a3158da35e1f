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

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/**
 * Makes the connection factory of a broker's client, out of the name of its class and the broker's address. For routes
 * that are read before the type converters are there, as in the Camel CLI: a {@code #class} with an argument cannot be
 * made there.
 */
public final class BrokerClient implements CamelContextAware {

    private CamelContext camelContext;
    private String name;
    private String connectionFactory;
    private String address;

    /** For Camel. */
    public BrokerClient() {
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /**
     * Under which the connection factory is found.
     *
     * @param name a name in Camel's registry
     */
    public void setName(String name) {
        this.name = name;
    }

    /**
     * The class.
     *
     * @param connectionFactory its name; its constructor takes an address
     */
    public void setConnectionFactory(String connectionFactory) {
        this.connectionFactory = connectionFactory;
    }

    /**
     * Where the broker is.
     *
     * @param address as the client wants it, such as {@code tcp://127.0.0.1:61616}
     */
    public void setAddress(String address) {
        this.address = address;
    }

    /**
     * Makes one and puts it into the registry; nothing is connected yet.
     *
     * @throws ClassNotFoundException       if the client is not there
     * @throws ReflectiveOperationException if its class has no such constructor, or refuses the address
     */
    public void bind() throws ReflectiveOperationException {
        camelContext.getRegistry().bind(
                name, camelContext.getClassResolver().resolveMandatoryClass(connectionFactory).getConstructor(String.class)
                        .newInstance(address));
    }
}
