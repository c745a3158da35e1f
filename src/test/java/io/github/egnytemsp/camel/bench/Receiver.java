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
package io.github.egnytemsp.camel.bench;

import java.io.IOException;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/** What takes deliveries: this library, and what it is compared with. */
enum Receiver {

    /** No Camel: the secret is checked and the JSON is read, in the event loop. */
    VERTX {
        @Override
        DefaultCamelContext start(int port, int remembered) throws Exception {
            ObjectMapper mapper = new ObjectMapper();
            Vertx.vertx().createHttpServer().requestHandler(request -> answer(request, mapper))
                    .listen(port, "127.0.0.1").toCompletionStage().toCompletableFuture().get();
            return null;
        }
    },
    /** A route that looks at nothing. */
    BARE {
        @Override
        DefaultCamelContext start(int port, int remembered) throws Exception {
            return context(port, new RouteBuilder() {
                @Override
                public void configure() {
                    // the answer in a processor: no language is to be loaded that the start would be charged with
                    from("platform-http:" + Deliveries.PATH).process(Receiver::work).process(Receiver::answerNothing);
                }
            });
        }
    },
    /** What users would write without this library: header, JSON, answer; no id, no duplicates. */
    HAND_WRITTEN {
        @Override
        DefaultCamelContext start(int port, int remembered) throws Exception {
            return context(port, new RouteBuilder() {
                @Override
                public void configure() {
                    from("platform-http:" + Deliveries.PATH + "?httpMethodRestrict=POST")
                            .choice()
                            .when(header(Deliveries.HEADER).isNotEqualTo(Deliveries.SECRET))
                            .removeHeaders("*").setHeader(Exchange.HTTP_RESPONSE_CODE, constant(401))
                            .otherwise()
                            .unmarshal().json().process(Receiver::work).removeHeaders("*")
                            .end()
                            .setBody(constant(""));
                }
            });
        }
    },
    /** This library. */
    EVENTS {
        @Override
        DefaultCamelContext start(int port, int remembered) throws Exception {
            return context(port, events(remembered));
        }
    },
    /** This library, counted and timed by Micrometer. */
    EVENTS_WITH_METERS {
        @Override
        DefaultCamelContext start(int port, int remembered) throws Exception {
            RouteBuilder events = events(remembered);
            return context(port, new RouteBuilder() {
                @Override
                public void configure() throws Exception {
                    getContext().getRegistry().bind("metricsRegistry", new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
                    getContext().addRoutes(events);
                }
            });
        }
    };

    /**
     * Listens.
     *
     * @param  port       where, on the loopback address
     * @param  remembered how many events are remembered, 0 for none; only for this library
     * @return            the context, or null if there is none
     */
    abstract DefaultCamelContext start(int port, int remembered) throws Exception;

    private static RouteBuilder events(int remembered) {
        IdempotentRepository repository = remembered > 0 ? full(remembered) : null;
        return new RouteBuilder() {
            @Override
            public void configure() {
                String options = "";
                if (repository != null) {
                    getContext().getRegistry().bind("remembered", repository);
                    options = "&idempotentRepository=#remembered";
                }
                from("egnyte-msp:events?path=" + Deliveries.PATH + "&webhookVerifyToken=" + Deliveries.SECRET + options)
                        .process(Receiver::work);
            }
        };
    }

    private static void answer(HttpServerRequest request, ObjectMapper mapper) {
        if (!Deliveries.SECRET.equals(request.getHeader(Deliveries.HEADER))) {
            request.response().setStatusCode(401).end();
            return;
        }
        request.body().onSuccess(body -> {
            try {
                mapper.readTree(body.getBytes());
                request.response().end();
            } catch (IOException e) {
                request.response().setStatusCode(400).end();
            }
        });
    }

    /** A memory that has to forget one event for each new one. */
    private static IdempotentRepository full(int size) {
        IdempotentRepository repository = MemoryIdempotentRepository.memoryIdempotentRepository(size);
        for (int i = 0; i < size; i++) {
            repository.add("%064x".formatted(i));
        }
        return repository;
    }

    /** What a user's route would do; the same for all. */
    private static void work(Exchange exchange) {
        // nothing: the way to here is measured
    }

    private static void answerNothing(Exchange exchange) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody("");
    }

    private static DefaultCamelContext context(int port, RoutesBuilder routes) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(port);
        context.addService(new VertxPlatformHttpServer(server));
        context.addRoutes(routes);
        context.start();
        return context;
    }
}
