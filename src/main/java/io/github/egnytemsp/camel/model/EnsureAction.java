package io.github.egnytemsp.camel.model;

/** What ensuring a webhook had to do. */
public enum EnsureAction {
    /** Nothing: it was known and right. */
    UNCHANGED("unchanged"),
    /** A webhook with our URL was there that this process did not know of. */
    ADOPTED("adopted"),
    /** Its event types, header or secret were not as they should be. */
    UPDATED("updated"),
    /** It was disabled. */
    ENABLED("enabled"),
    /** There was none. */
    CREATED("created"),
    /** There were several with our URL: the one with the smallest id stayed. */
    DUPLICATES_REMOVED("duplicates removed");

    private final String text;

    EnsureAction(String text) {
        this.text = text;
    }

    /** The action in words. */
    @Override
    public String toString() {
        return text;
    }
}
