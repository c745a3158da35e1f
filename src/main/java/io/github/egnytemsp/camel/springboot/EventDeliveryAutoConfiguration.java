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
package io.github.egnytemsp.camel.springboot;

import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.EgnyteMspConfiguration;
import io.github.egnytemsp.camel.EgnyteMspConstants;
import io.github.egnytemsp.camel.delivery.Answer;
import io.github.egnytemsp.camel.delivery.ListeningState;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Spring Boot with a servlet container, on the paths of events:
 * <ul>
 * <li>the content type is hidden: Spring and Camel's binding take forms and multipart bodies apart by it, before the
 * component is asked, and the bytes would not be those that came;</li>
 * <li>the answer is 503 until the component gives another: a container that stops while the route runs answers with
 * what is there, and 200 would lose the event;</li>
 * <li>a request has no time-out, neither the container's nor {@code spring.mvc.async.request-timeout}: after 30 s it
 * would be answered 503 and the route would run on, again for each repetition;</li>
 * <li>before the routes are up, and while they stop, the answer is 503 with {@code Retry-After} and not 404.</li>
 * </ul>
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ Filter.class, CamelContext.class })
public class EventDeliveryAutoConfiguration {

    /** For Spring Boot. */
    public EventDeliveryAutoConfiguration() {
    }

    /**
     * Stands before any other filter.
     *
     * @param  contexts    where the component is looked for, at each request
     * @param  environment where the path and the header of the component are set
     * @return             the filter, for all paths; it lets those of others alone
     */
    @Bean
    public FilterRegistrationBean<Filter> egnyteMspEventDeliveries(
            ObjectProvider<CamelContext> contexts, Environment environment) {
        EgnyteMspConfiguration defaults = new EgnyteMspConfiguration();
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(
                new DeliveryFilter(
                        contexts, environment.getProperty(EgnyteMspAutoConfiguration.PREFIX + ".path", defaults.getPath()),
                        environment.getProperty(EgnyteMspAutoConfiguration.PREFIX + ".auth-header", defaults.getAuthHeader())));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setAsyncSupported(true);
        return registration;
    }

    /**
     * Knows when the web server listens.
     *
     * @return the state, for the health check and for {@code registration=ensure}
     */
    @Bean
    public ListeningState egnyteMspListeningState() {
        return new WebServerState();
    }

    /** Started just after the web server, and stopped before it. */
    private static final class WebServerState implements ListeningState, SmartLifecycle {

        private volatile boolean running;

        @Override
        public boolean isListening() {
            return running;
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        /** The web server's is 2,048 below the default, its graceful shutdown 1,024. */
        @Override
        public int getPhase() {
            return DEFAULT_PHASE - 512;
        }
    }

    private record DeliveryFilter(ObjectProvider<CamelContext> contexts, String path, String authHeader) implements Filter {

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
                chain.doFilter(request, response);
            } else if (isForEvents(pathOf(http))) {
                answer.setStatus(Answer.NOT_RUNNING.status());
                chain.doFilter(new EventRequest(http), response);
            } else if ((pathOf(http).equals(path) || http.getHeader(authHeader) != null) && !areRoutesUp()) {
                answer.setStatus(Answer.NOT_RUNNING.status());
                answer.setHeader(Answer.NOT_RUNNING.headerName(), Answer.NOT_RUNNING.headerValue());
                answer.setContentLength(0);
            } else {
                chain.doFilter(request, response);
            }
        }

        private static String pathOf(HttpServletRequest request) {
            return request.getRequestURI().substring(request.getContextPath().length());
        }

        private boolean isForEvents(String path) {
            return contexts.stream()
                    .anyMatch(context -> context.hasComponent(EgnyteMspConstants.SCHEME) instanceof EgnyteMspComponent ours
                            && ours.isPathOfEvents(path));
        }

        private boolean areRoutesUp() {
            return contexts.stream().allMatch(CamelContext::isStarted);
        }
    }

    private static final class EventRequest extends HttpServletRequestWrapper {

        private static final String CONTENT_TYPE = "Content-Type";
        private static final String BYTES = "application/octet-stream";

        EventRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public AsyncContext startAsync() {
            return new Untimed(super.startAsync());
        }

        @Override
        public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
            return new Untimed(super.startAsync(request, response));
        }

        @Override
        public String getContentType() {
            return BYTES;
        }

        @Override
        public String getCharacterEncoding() {
            return null;
        }

        /** The gate reads the encoding by {@link #getHeaders}; Camel would unpack the body by it before that. */
        @Override
        public String getHeader(String name) {
            return CONTENT_TYPE.equalsIgnoreCase(name) ? BYTES
                    : "Content-Encoding".equalsIgnoreCase(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return CONTENT_TYPE.equalsIgnoreCase(name) ? Collections.enumeration(List.of(BYTES)) : super.getHeaders(name);
        }

        /** To look for parameters would read the body. */
        @Override
        public String getParameter(String name) {
            return null;
        }

        @Override
        public String[] getParameterValues(String name) {
            return null;
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of();
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.emptyEnumeration();
        }

        @Override
        public Collection<Part> getParts() {
            return List.of();
        }

        @Override
        public Part getPart(String name) {
            return null;
        }
    }

    /** Answered by the route and by nothing else, however long it takes. */
    private record Untimed(AsyncContext async) implements AsyncContext {

        private Untimed {
            async.setTimeout(0);
        }

        /** Spring sets its own. */
        @Override
        public void setTimeout(long timeout) {
        }

        @Override
        public long getTimeout() {
            return async.getTimeout();
        }

        @Override
        public ServletRequest getRequest() {
            return async.getRequest();
        }

        @Override
        public ServletResponse getResponse() {
            return async.getResponse();
        }

        @Override
        public boolean hasOriginalRequestAndResponse() {
            return async.hasOriginalRequestAndResponse();
        }

        @Override
        public void dispatch() {
            async.dispatch();
        }

        @Override
        public void dispatch(String path) {
            async.dispatch(path);
        }

        @Override
        public void dispatch(ServletContext context, String path) {
            async.dispatch(context, path);
        }

        @Override
        public void complete() {
            async.complete();
        }

        @Override
        public void start(Runnable run) {
            async.start(run);
        }

        @Override
        public void addListener(AsyncListener listener) {
            async.addListener(listener);
        }

        @Override
        public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
            async.addListener(listener, request, response);
        }

        @Override
        public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
            return async.createListener(type);
        }
    }
}
