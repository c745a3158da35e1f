package io.github.egnytemsp.it;

import java.util.Map;

import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Egnyte, started before the application. */
public class Simulator implements QuarkusTestResourceLifecycleManager {

    static EgnyteMspSimulator egnyte;

    @Override
    public Map<String, String> start() {
        egnyte = EgnyteMspSimulator.builder().callsPerSecond(0).start();
        return Map.of("simulator.url", egnyte.baseUrl());
    }

    @Override
    public void inject(Object test) {
        ((RoutesTest) test).egnyte = egnyte;
    }

    @Override
    public void stop() {
        egnyte.close();
    }
}
