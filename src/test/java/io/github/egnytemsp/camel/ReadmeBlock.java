package io.github.egnytemsp.camel;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** A part of a document that is made from something else. */
public final class ReadmeBlock {

    private ReadmeBlock() {
    }

    /**
     * Fails if the README has another text between {@code <!-- name -->} and {@code <!-- /name -->}; with
     * {@code -Dreadme.update=true} writes it.
     */
    public static void check(String name, String text) throws Exception {
        check(Path.of("README.md"), "<!-- " + name + " -->\n", "<!-- /" + name + " -->", text);
    }

    static void check(Path document, String start, String end, String text) throws Exception {
        String whole = Files.readString(document);
        int from = whole.indexOf(start) + start.length();
        int to = whole.indexOf(end);
        if (Boolean.getBoolean("readme.update")) {
            Files.writeString(document, whole.substring(0, from) + text + whole.substring(to));
        } else {
            assertThat(whole.substring(from, to)).isEqualTo(text);
        }
    }
}
