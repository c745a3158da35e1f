package io.github.egnytemsp.camel.simulator;

/** How a call over a rate limit is answered. Egnyte documents both ways, so a client has to understand both. */
public enum OverLimitStyle {

    /** 403 with {@code X-Mashery-Error-Code: ERR_403_DEVELOPER_OVER_QPS} (second) or {@code ERR_403_DEVELOPER_OVER_RATE} (day), and an HTML body. */
    MASHERY_403,

    /** 403 with the HTML body only: a proxy took the Mashery header away. */
    PLAIN_403,

    /** 429 without the Mashery header: only {@code Retry-After} tells a full second from a full day. */
    TOO_MANY_REQUESTS_429
}
