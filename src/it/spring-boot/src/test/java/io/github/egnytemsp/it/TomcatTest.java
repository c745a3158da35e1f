package io.github.egnytemsp.it;

import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.server.ServletWebServerFactory;

class TomcatTest extends ServletContainer {

    @Override
    ServletWebServerFactory container() {
        return new TomcatServletWebServerFactory();
    }
}
