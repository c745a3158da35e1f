package io.github.egnytemsp.it;

import org.springframework.boot.web.embedded.undertow.UndertowServletWebServerFactory;
import org.springframework.boot.web.servlet.server.ServletWebServerFactory;

class UndertowTest extends ServletContainer {

    @Override
    ServletWebServerFactory container() {
        return new UndertowServletWebServerFactory();
    }
}
