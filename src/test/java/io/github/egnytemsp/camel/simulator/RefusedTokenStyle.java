package io.github.egnytemsp.camel.simulator;

/** How a missing, unknown or revoked access token is answered. Egnyte documents both ways, so a client has to understand both. */
public enum RefusedTokenStyle {

    /** 401. */
    UNAUTHORIZED_401,

    /** 403 with {@code X-Mashery-Error-Code: ERR_403_DEVELOPER_INACTIVE} and an HTML body. */
    DEVELOPER_INACTIVE_403
}
