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
/**
 * A simulator of the Egnyte MSP Public API and of Egnyte's webhook deliveries, in one small server for tests and for
 * trying things out.
 *
 * <p>
 * Start with {@link io.github.egnytemsp.camel.simulator.EgnyteMspSimulator}. It needs nothing but the JDK and Jackson,
 * listens on 127.0.0.1 only, and sends to loopback addresses only. What Egnyte documents is played as documented; where
 * Egnyte says nothing, the Javadoc says "assumption".
 */
package io.github.egnytemsp.camel.simulator;
