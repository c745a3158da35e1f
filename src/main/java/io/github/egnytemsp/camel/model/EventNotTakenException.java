package io.github.egnytemsp.camel.model;

/**
 * An event could not be taken now, and could be later: the broker or the disk behind the route is away. Thrown in a route, it
 * makes the answer 503 (Service Unavailable) where any other failure makes it 500; Egnyte sends the event again after both.
 */
public class EventNotTakenException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is away
     */
    public EventNotTakenException(String message) {
        super(message);
    }

    /**
     * @param message what is away
     * @param cause   how that showed
     */
    public EventNotTakenException(String message, Throwable cause) {
        super(message, cause);
    }
}
