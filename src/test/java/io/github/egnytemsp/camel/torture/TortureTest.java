package io.github.egnytemsp.camel.torture;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

/** A short torture; {@code mvn -q -Ptorture} makes a long one. */
class TortureTest {

    @Test
    void nothingIsLostAndNothingIsDoubledThoughTheRoutesAreKilled() throws Exception {
        Torture.run(Path.of("target", "torture-test"), "file", 150, 3, System.nanoTime());
    }
}
