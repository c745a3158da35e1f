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
package io.github.egnytemsp.camel;

/** The resource of an endpoint: the part of its URI after the scheme. */
public enum EgnyteMspResource {
    /** Receives events: the consumer. */
    events,
    /** Keeps events in a database until every subscription has handled them: producer and consumer. */
    inbox,
    /** Manages webhooks. */
    webhooks,
    /** Customers' domains and their power users. */
    domains,
    /** Customers' Protect tenants. */
    tenants,
    /** The MSP's plans: pools, prices, purchases. */
    plans,
    /** Creates and activates trials. */
    trials,
    /** Compares what Egnyte bills with what customers are billed. */
    agreements
}
