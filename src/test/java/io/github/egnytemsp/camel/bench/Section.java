package io.github.egnytemsp.camel.bench;

/** A part of the bench that can be run alone. */
@FunctionalInterface
interface Section {

    /**
     * Measures.
     *
     * @param rounds how often each variant is measured; figures are medians
     * @param report where the figures go
     */
    void run(int rounds, Report report) throws Exception;
}
