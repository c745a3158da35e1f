package io.github.egnytemsp.it;

import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;

/** What the command camel starts. */
public final class Cli {

    private Cli() {
    }

    public static void main(String[] args) {
        CamelJBangMain.run(args);
    }
}
