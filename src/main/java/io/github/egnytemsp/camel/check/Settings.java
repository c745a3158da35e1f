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
package io.github.egnytemsp.camel.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.EgnyteMspConfiguration;
import io.github.egnytemsp.camel.inbox.SecretSettings;
import io.github.egnytemsp.camel.model.Secrets;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.apache.camel.main.HttpServerConfigurationProperties;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.main.MainHttpServerFactory;
import org.apache.camel.main.PropertyOptionKey;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.OrderedLocationProperties;

/**
 * What each setting comes to, as Camel Main finds it when the product starts: the same code, but without routes and
 * servers. A setting that fails is remembered, and the next one is looked at.
 */
final class Settings extends Main implements AutoCloseable {

    private static final int LONGEST_QUOTED = 20;

    private final List<Problem> problems = new ArrayList<>();
    private String inboxUrl;

    /**
     * A setting that cannot be used.
     *
     * @param setting its name
     * @param reason  why
     */
    record Problem(String setting, String reason) {
    }

    /** Listens nowhere. */
    private static final class NoServers implements MainHttpServerFactory {

        @Override
        public Service newHttpServer(CamelContext context, HttpServerConfigurationProperties configuration) {
            return new Nothing();
        }

        @Override
        public Service newHttpManagementServer(
                CamelContext context, HttpManagementServerConfigurationProperties configuration) {
            return new Nothing();
        }
    }

    private static final class Nothing extends ServiceSupport {
    }

    /** Before it is set up with the installation's files. */
    Settings() {
        bind("noServers", new NoServers());
        // no hook that would wait for a product that does not run
        setShutdownStrategy(new SimpleMainShutdownStrategy());
    }

    /** Reads everything, and starts what calls need: components, but no route and no server. */
    void load() {
        init();
        inboxUrl = options().getInboxUrl();
        // the component would open the database, and make its tables
        options().setInboxUrl(null);
        options().setDataSource(null);
        try {
            getCamelContext().start();
        } catch (RuntimeException e) {
            // what works without is looked at
            remember(null, e);
        }
    }

    @Override
    protected void configureRoutes(CamelContext context) {
        // none
    }

    @Override
    protected void modelineRoutes(CamelContext context) {
        // none
    }

    @Override
    protected void autoConfigurationMainConfiguration(
            CamelContext context, MainConfigurationProperties config, OrderedLocationProperties done) {
        try {
            super.autoConfigurationMainConfiguration(context, config, done);
        } catch (Exception e) {
            remember(null, e);
        }
        config.setAutoConfigurationLogSummary(false);
    }

    @Override
    protected void doConfigureCamelContextFromMainConfiguration(
            CamelContext context, MainConfigurationProperties config, OrderedLocationProperties done) {
        try {
            super.doConfigureCamelContextFromMainConfiguration(context, config, done);
        } catch (Exception e) {
            remember(null, e);
        }
    }

    @Override
    protected void doAutoConfigurationFromProperties(
            CamelContext context, OrderedLocationProperties all, Map<PropertyOptionKey, OrderedLocationProperties> targets,
            boolean reload, OrderedLocationProperties done) {
        for (String name : all.stringPropertyNames()) {
            OrderedLocationProperties one = new OrderedLocationProperties();
            one.put(all.getLocation(name), name, all.getProperty(name));
            try {
                super.doAutoConfigurationFromProperties(context, one, new LinkedHashMap<>(), reload, done);
            } catch (Exception e) {
                remember(name, e);
            }
        }
    }

    private void remember(String name, Exception e) {
        Throwable root = Reasons.root(e);
        String reason = String.valueOf(root.getMessage());
        problems.add(new Problem(name == null ? "camel" : name, isSecret(String.valueOf(name)) ? "cannot be used" : reason));
    }

    /** What Camel could not use. */
    List<Problem> problems() {
        return problems;
    }

    /**
     * What a setting comes to.
     *
     * @param  name its name
     * @return      its value without spaces around it; empty if there is none, or it cannot be resolved
     */
    String get(String name) {
        return getCamelContext().getPropertiesComponent().resolveProperty(name).orElse("").strip();
    }

    /**
     * The same of a setting that is there.
     *
     * @param  name                     its name
     * @return                          its value
     * @throws IllegalArgumentException if it names another setting that is not there
     */
    String resolve(String name) {
        String value = getCamelContext().resolvePropertyPlaceholders("{{" + name + "}}");
        return value == null ? "" : value.strip();
    }

    /** Whether a setting is {@code true}. */
    boolean isOn(String name) {
        return get(name).equalsIgnoreCase("true");
    }

    /** The names of all settings that have a value in a file. */
    Collection<String> names() {
        return new TreeSet<>(getCamelContext().getPropertiesComponent().loadProperties().stringPropertyNames());
    }

    /** Whether a setting must not be shown. */
    static boolean isSecret(String name) {
        return Secrets.isName(name);
    }

    /** A value as messages quote it: a long one may be a secret that stands in the wrong place. */
    static String quoted(String value) {
        return "'" + (value.length() > LONGEST_QUOTED ? value.substring(0, 3) + "..." : value) + "'";
    }

    /** The same in a message of somebody else's. */
    static String quoted(String message, String value) {
        return value.length() > LONGEST_QUOTED ? message.replace(value, value.substring(0, 3) + "...") : message;
    }

    /** What hides the values that must not be shown. */
    Secrets secrets() {
        return SecretSettings.of(getCamelContext());
    }

    /** The component. */
    EgnyteMspComponent component() {
        return getCamelContext().getComponent("egnyte-msp", EgnyteMspComponent.class);
    }

    /** The component's options; the address of the inbox is {@link #inboxUrl()}. */
    EgnyteMspConfiguration options() {
        return component().getConfiguration();
    }

    /** The address of the inbox, or null. */
    String inboxUrl() {
        return inboxUrl;
    }

    /** Stops what {@link #load()} has started. */
    @Override
    public void close() {
        stop();
    }
}
