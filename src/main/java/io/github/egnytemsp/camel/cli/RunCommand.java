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
package io.github.egnytemsp.camel.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.egnytemsp.camel.inbox.SecretSettings;
import io.github.egnytemsp.camel.installation.Installation;
import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.model.Secrets;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.apache.camel.main.HttpServerConfigurationProperties;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the routes until the process is told to stop. */
final class RunCommand {

    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    private final Installation installation;
    private final PrintStream err;
    private Secrets secrets;

    /** A first start, with nothing or not enough set. */
    private static final class NotConfiguredException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotConfiguredException(String message) {
            super(message);
        }
    }

    RunCommand(Installation installation, PrintStream err) {
        this.installation = installation;
        this.err = err;
    }

    /** Returns the exit code when it was stopped, or could not start. */
    int run() {
        Optional<String> problem = installation.problem();
        if (problem.isPresent()) {
            err.println(problem.get());
            return EgnyteMsp.FAILED;
        }
        Main main = installation.setUp(new Main());
        main.addMainListener(new Listener());
        try {
            main.run();
            return main.getExitCode();
        } catch (NotConfiguredException e) {
            err.println(e.getMessage());
        } catch (Exception e) {
            LOG.debug("The start failed", e);
            // Camel quotes the value of an option that does not fit
            err.println("egnyte-msp cannot start: " + secrets(main.getCamelContext()).hide(reason(e)));
            err.println("egnyte-msp check looks at every setting, file and server.");
        }
        main.stop();
        return EgnyteMsp.FAILED;
    }

    /** A context that has stopped cannot be asked any more: they were read before it was started. */
    private Secrets secrets(CamelContext context) {
        if (secrets != null) {
            return secrets;
        }
        return context == null ? new Secrets(List.of()) : SecretSettings.of(context);
    }

    /** The innermost cause that says something to a person: those around it quote routes, and repeat it. */
    private static String reason(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        Throwable innermost = causes.get(causes.size() - 1);
        Throwable telling = innermost;
        for (int i = causes.size() - 2; i >= 0 && !(telling instanceof RuntimeException); i--) {
            // a socket's exception names no setting, the one around it may
            telling = causes.get(i);
        }
        String message = telling.getMessage() == null ? telling.toString() : telling.getMessage();
        if (innermost.getMessage() != null && !message.contains(innermost.getMessage())) {
            message += ": " + innermost.getMessage();
        }
        Optional<String> route = causes.stream().filter(FailedToCreateRouteException.class::isInstance)
                .map(cause -> ((FailedToCreateRouteException) cause).getRouteId()).findFirst();
        return LogText.of(message.strip().replaceAll("\\s*\\R\\s*", " ") + route.map(id -> " (route " + id + ")").orElse(""),
                1000);
    }

    /** Logs the end. The process waits for the context only: it may be gone before Main calls its listeners. */
    private static final class Stopped extends SimpleEventNotifierSupport {

        @Override
        public void notify(CamelEvent event) {
            if (event.getType() == CamelEvent.Type.CamelContextStopped) {
                LOG.info("Stopped");
            }
        }
    }

    private final class Listener extends MainListenerSupport {

        @Override
        public void beforeConfigure(BaseMainSupport main) {
            String missing = new NeededSettings(installation, main.getCamelContext()).missing();
            if (missing != null) {
                throw new NotConfiguredException(missing);
            }
        }

        /** Vert.x would log a stack trace, and Camel start all the same. */
        @Override
        public void beforeStart(BaseMainSupport main) {
            secrets = SecretSettings.of(main.getCamelContext());
            HttpServerConfigurationProperties events = main.configure().httpServer();
            if (events.isEnabled()) {
                requireFree("Events cannot be received", events.getHost(), events.getPort(), "events");
            }
            HttpManagementServerConfigurationProperties health = main.configure().httpManagementServer();
            if (health.isEnabled()) {
                requireFree("Health cannot be shown", health.getHost(), health.getPort(), "health");
            }
            main.getCamelContext().getManagementStrategy().addEventNotifier(new Stopped());
        }

        private void requireFree(String what, String host, int port, String settings) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(host, port));
            } catch (IOException | RuntimeException e) {
                throw new IllegalStateException(
                        what + " on port " + port + " of " + host + " (" + settings + ".host and " + settings + ".port)", e);
            }
        }

        @Override
        public void afterStart(BaseMainSupport main) {
            new StartSummary(installation, main).lines().forEach(LOG::info);
        }

        @Override
        public void beforeStop(BaseMainSupport main) {
            LOG.info("Stopping: running events and calls have {} more seconds",
                    main.getCamelContext().getShutdownStrategy().getTimeout());
        }
    }
}
