package io.github.egnytemsp.camel.observability;

import java.util.Map;

import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/** What our checks have in common. They are about readiness: a restart of the application mends neither API nor token. */
abstract class ReadinessCheck implements HealthCheck {

    private final String id;
    private boolean enabled = true;

    ReadinessCheck(String id) {
        this.id = id;
    }

    /** Checks; called only while the check is enabled. */
    abstract Result check(HealthCheckResultBuilder builder);

    @Override
    public final Result call(Map<String, Object> options) {
        HealthCheckResultBuilder builder = HealthCheckResultBuilder.on(this);
        return enabled ? check(builder) : builder.unknown().message("Disabled").build();
    }

    @Override
    public final String getId() {
        return id;
    }

    @Override
    public final String getGroup() {
        return "camel";
    }

    @Override
    public final boolean isLiveness() {
        return false;
    }

    @Override
    public final boolean isEnabled() {
        return enabled;
    }

    @Override
    public final void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }
}
