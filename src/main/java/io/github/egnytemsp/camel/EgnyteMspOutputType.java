package io.github.egnytemsp.camel;

/** How a list comes out. */
public enum EgnyteMspOutputType {
    /** A list of everything. */
    List,
    /** An iterator that asks for the next page when it is needed, for Camel's splitter. */
    Stream
}
