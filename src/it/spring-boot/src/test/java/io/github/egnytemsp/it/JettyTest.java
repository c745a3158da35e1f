package io.github.egnytemsp.it;

import org.springframework.boot.web.embedded.jetty.JettyServletWebServerFactory;
import org.springframework.boot.web.servlet.server.ServletWebServerFactory;

class JettyTest extends ServletContainer {

    @Override
    ServletWebServerFactory container() {
        return new JettyServletWebServerFactory();
    }
}
