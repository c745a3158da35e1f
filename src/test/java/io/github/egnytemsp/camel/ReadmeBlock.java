package io.github.egnytemsp.camel;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** A part of the README that is made from something else, between {@code <!-- name -->} and {@code <!-- /name -->}. */
public final class ReadmeBlock {

    private static final Path README = Path.of("README.md");

    private ReadmeBlock() {
    }

    /** Fails if the README has another text there; with {@code -Dreadme.update=true} writes it. */
    public static void check(String name, String text) throws Exception {
        String readme = Files.readString(README);
        String start = "<!-- " + name + " -->\n";
        int from = readme.indexOf(start) + start.length();
        int to = readme.indexOf("<!-- /" + name + " -->");
        if (Boolean.getBoolean("readme.update")) {
            Files.writeString(README, readme.substring(0, from) + text + readme.substring(to));
        } else {
            assertThat(readme.substring(from, to)).isEqualTo(text);
        }
    }
}
