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

import io.github.egnytemsp.camel.delivery.DeliveryReceiver;
import io.github.egnytemsp.camel.delivery.WebhookListener;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Receive events of Egnyte's Reseller Dashboard by webhook, keep them in a database until they are handled, and call
 * the MSP Public API: webhooks, domains, tenants, plans and trials.
 */
@ManagedResource(description = "Managed Egnyte MSP endpoint")
@UriEndpoint(firstVersion = "0.1.0", scheme = EgnyteMspConstants.SCHEME, title = "Egnyte MSP",
             syntax = "egnyte-msp:resource", category = { Category.CLOUD, Category.API },
             headersClass = EgnyteMspConstants.class)
public class EgnyteMspEndpoint extends DefaultEndpoint {

    @UriPath(description = "The resource: events (consumer), inbox (consumer and producer), webhooks, domains, tenants, plans,"
                           + " trials or agreements (producers).")
    @Metadata(required = true)
    private EgnyteMspResource resource;
    @UriParam
    private EgnyteMspConfiguration configuration;

    private WebhookListener listener;

    /**
     * @param uri           the endpoint's URI
     * @param component     the component
     * @param configuration the options
     */
    public EgnyteMspEndpoint(String uri, EgnyteMspComponent component, EgnyteMspConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() throws Exception {
        if (resource == EgnyteMspResource.events) {
            throw new IllegalArgumentException(
                    "egnyte-msp:events is a consumer: use it in from. Producers are inbox, webhooks, domains, tenants, plans,"
                                               + " trials and agreements");
        }
        options().requireOperation(resource);
        return switch (resource) {
            case inbox -> new InboxProducer(this);
            case webhooks -> new WebhooksProducer(this);
            case domains -> new DomainsProducer(this);
            case tenants -> new TenantsProducer(this);
            case plans -> new PlansProducer(this);
            case agreements -> new AgreementsProducer(this);
            default -> new TrialsProducer(this);
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (resource == EgnyteMspResource.inbox) {
            InboxConsumer consumer = new InboxConsumer(this, processor, options().subscriber());
            configureConsumer(consumer);
            consumer.declare();
            return consumer;
        }
        if (resource != EgnyteMspResource.events) {
            throw new IllegalArgumentException(
                    "egnyte-msp:" + resource + " is a producer: use it in to. Consumers are egnyte-msp:events and egnyte-msp:inbox");
        }
        EgnyteMspConsumer consumer = new EgnyteMspConsumer(this, processor, options().deliveries());
        configureConsumer(consumer);
        consumer.listenBeforeRoutes();
        return consumer;
    }

    @Override
    public EgnyteMspComponent getComponent() {
        return (EgnyteMspComponent) super.getComponent();
    }

    /** The options. They are checked when they are used. */
    EndpointOptions options() {
        return new EndpointOptions(configuration);
    }

    /** The client, inbox and memory of this endpoint. */
    EndpointServices services() {
        return new EndpointServices(getComponent(), options());
    }

    /** Where the consumer's deliveries come from, started; it stays until the endpoint goes. */
    WebhookListener listener(DeliveryReceiver first) {
        lock.lock();
        try {
            if (listener == null) {
                WebhookListener created = new WebhookListener(getCamelContext(), configuration.getPath(), first);
                ServiceHelper.startService(created);
                listener = created;
                getComponent().eventPaths().add(configuration.getPath());
            }
            return listener;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Listens before the route starts, if the server is up: it would answer 404 on a path that it does not know. A path
     * that is in use already fails when the route starts.
     */
    void listenEarly(DeliveryReceiver first) {
        if (listener == null && WebhookListener.canListen(getCamelContext(), configuration.getPath())) {
            listener(first);
        }
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (resource == EgnyteMspResource.events) {
            // as an endpoint of platform-http does: by it the Camel CLI knows that a server is needed, and it cannot start
            // one any more when routes are starting
            getCamelContext().getComponent("platform-http");
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (listener != null) {
            getComponent().eventPaths().remove(configuration.getPath());
            ServiceHelper.stopAndShutdownService(listener);
            listener = null;
        }
        super.doStop();
    }

    /**
     * The resource.
     *
     * @return the resource
     */
    @ManagedAttribute(description = "The resource")
    public EgnyteMspResource getResource() {
        return resource;
    }

    /**
     * The resource.
     *
     * @param resource the resource
     */
    public void setResource(EgnyteMspResource resource) {
        this.resource = resource;
    }

    /**
     * The options.
     *
     * @return the configuration
     */
    public EgnyteMspConfiguration getConfiguration() {
        return configuration;
    }

    /**
     * The options.
     *
     * @param configuration the configuration
     */
    public void setConfiguration(EgnyteMspConfiguration configuration) {
        this.configuration = configuration;
    }
}
