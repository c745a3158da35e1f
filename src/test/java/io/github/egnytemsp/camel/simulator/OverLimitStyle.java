/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.egnytemsp.camel.simulator;

/** How a call over a rate limit is answered. Egnyte documents both ways, so a client has to understand both. */
public enum OverLimitStyle {

    /**
     * 403 with {@code X-Mashery-Error-Code: ERR_403_DEVELOPER_OVER_QPS} (second) or {@code ERR_403_DEVELOPER_OVER_RATE}
     * (day), and an HTML body.
     */
    MASHERY_403,

    /** 403 with the HTML body only: a proxy took the Mashery header away. */
    PLAIN_403,

    /** 429 without the Mashery header: only {@code Retry-After} tells a full second from a full day. */
    TOO_MANY_REQUESTS_429
}
