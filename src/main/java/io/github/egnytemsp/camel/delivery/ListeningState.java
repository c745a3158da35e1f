package io.github.egnytemsp.camel.delivery;

/**
 * Whether the server accepts connections. A runtime that knows binds one in the registry, as the auto-configuration for Spring
 * Boot does.
 */
@FunctionalInterface
public interface ListeningState {

    /**
     * Whether the socket is bound now.
     *
     * @return true if connections are accepted
     */
    boolean isListening();
}
