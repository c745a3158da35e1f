package io.github.egnytemsp.camel.observability;

import java.util.Map;

/** Tells the dev console how something is. */
public interface StatusSource {

    /**
     * How it is now. No secret is in it.
     *
     * @return names, and texts, numbers or such maps; in an order for people
     */
    Map<String, Object> status();
}
