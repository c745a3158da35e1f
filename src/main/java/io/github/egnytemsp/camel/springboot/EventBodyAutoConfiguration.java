package io.github.egnytemsp.camel.springboot;

import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.EgnyteMspConstants;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * Spring Boot with a servlet container: Spring and Camel's binding take forms and multipart bodies apart by their content type,
 * before the component is asked. On the paths of events that type is hidden, so that the bytes are the bytes that came, and the
 * answers those of every runtime.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ Filter.class, CamelContext.class })
public class EventBodyAutoConfiguration {

    /** For Spring Boot. */
    public EventBodyAutoConfiguration() {
    }

    /**
     * Hides the content type, before any other filter looks at it.
     *
     * @param  contexts where the component is looked for, at each request
     * @return          the filter, for all paths; it lets those of others alone
     */
    @Bean
    public FilterRegistrationBean<Filter> egnyteMspEventBodies(ObjectProvider<CamelContext> contexts) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(new HidingFilter(contexts));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    private record HidingFilter(ObjectProvider<CamelContext> contexts) implements Filter {

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
            boolean ours = request instanceof HttpServletRequest http && http.getContentType() != null
                    && isForEvents(http.getRequestURI().substring(http.getContextPath().length()));
            chain.doFilter(ours ? new Untyped((HttpServletRequest) request) : request, response);
        }

        private boolean isForEvents(String path) {
            return contexts.stream().anyMatch(context -> context.hasComponent(EgnyteMspConstants.SCHEME) instanceof EgnyteMspComponent ours
                    && ours.isPathOfEvents(path));
        }
    }

    private static final class Untyped extends HttpServletRequestWrapper {

        private static final String CONTENT_TYPE = "Content-Type";
        private static final String BYTES = "application/octet-stream";

        Untyped(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getContentType() {
            return BYTES;
        }

        @Override
        public String getCharacterEncoding() {
            return null;
        }

        @Override
        public String getHeader(String name) {
            return CONTENT_TYPE.equalsIgnoreCase(name) ? BYTES : super.getHeader(name);
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
}
