package io.github.egnytemsp.camel.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults to come. A call gets the first that matches it. */
final class FaultPlan {

    private final List<Fault> faults = new ArrayList<>();

    synchronized void add(Fault fault) {
        faults.add(fault);
    }

    synchronized void clear() {
        faults.clear();
    }

    synchronized int size() {
        return faults.stream().mapToInt(Fault::times).sum();
    }

    synchronized Optional<Fault> take(Request request) {
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (fault.matches(request)) {
                if (fault.times() == 1) {
                    faults.remove(i);
                } else {
                    faults.set(i, fault.times(fault.times() - 1));
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
