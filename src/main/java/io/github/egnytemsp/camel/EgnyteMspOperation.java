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

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.github.egnytemsp.camel.model.LogText;

/** What a producer does. */
public enum EgnyteMspOperation {
    /** Stores an event for every subscription. */
    store(EgnyteMspResource.inbox),
    /** Stores what is no event, and why. */
    storeMalformed(EgnyteMspResource.inbox),
    /** All of them, or those that filters choose. */
    list(EgnyteMspResource.inbox, EgnyteMspResource.webhooks, EgnyteMspResource.domains, EgnyteMspResource.tenants,
         EgnyteMspResource.plans),
    /** One, with everything that is known of it. */
    get(EgnyteMspResource.inbox, EgnyteMspResource.webhooks, EgnyteMspResource.domains, EgnyteMspResource.tenants),
    /** How many stored events filters choose. */
    count(EgnyteMspResource.inbox),
    /** Has stored events handled once more. */
    replay(EgnyteMspResource.inbox),
    /** Deletes stored events, whatever has become of them. */
    forget(EgnyteMspResource.inbox),
    /** What was stored on each of the last days. */
    days(EgnyteMspResource.inbox),
    /** The durable subscriptions, and how they are. */
    subscriptions(EgnyteMspResource.inbox),
    /** Lets the events of a subscription wait. */
    pause(EgnyteMspResource.inbox),
    /** Goes on after a pause. */
    resume(EgnyteMspResource.inbox),
    /** Forgets a subscription that has no consumer any more. */
    remove(EgnyteMspResource.inbox),
    /** A new webhook. */
    register(EgnyteMspResource.webhooks),
    /** Replaces every field of a webhook. */
    update(EgnyteMspResource.webhooks),
    /** Removes a webhook. */
    unregister(EgnyteMspResource.webhooks),
    /** Makes sure that exactly one webhook with our URL exists and is right. */
    ensure(EgnyteMspResource.webhooks),
    /** Changes the secret of the webhook of a running consumer, without one refused delivery. */
    rotate(EgnyteMspResource.webhooks),
    /** What is different from the last time. */
    changes(EgnyteMspResource.domains, EgnyteMspResource.tenants, EgnyteMspResource.plans),
    /** Gives a domain power users out of its plan's pool. */
    allocatePowerUsers(EgnyteMspResource.domains),
    /** What power users would cost. */
    quotePowerUsers(EgnyteMspResource.plans),
    /** Buys power users: charged at once. */
    purchasePowerUsers(EgnyteMspResource.plans),
    /** Creates a trial. */
    create(EgnyteMspResource.trials),
    /** Makes a trial a subscription. */
    activate(EgnyteMspResource.trials);

    private final List<EgnyteMspResource> resources;

    EgnyteMspOperation(EgnyteMspResource... resources) {
        this.resources = List.of(resources);
    }

    /**
     * Whether a resource has this operation.
     *
     * @param  resource the resource
     * @return          true if it has
     */
    public boolean isOf(EgnyteMspResource resource) {
        return resources.contains(resource);
    }

    /**
     * The operation that a resource has without a word.
     *
     * @param  resource the resource
     * @return          its first operation, or null if it must be named
     */
    static EgnyteMspOperation defaultOf(EgnyteMspResource resource) {
        return switch (resource) {
            case inbox -> store;
            case events, trials -> null;
            default -> list;
        };
    }

    /** The operations of a resource, for messages. */
    static String namesOf(EgnyteMspResource resource) {
        return Arrays.stream(values()).filter(operation -> operation.isOf(resource)).map(Enum::name)
                .collect(Collectors.joining(", "));
    }

    /**
     * Finds an operation of a resource.
     *
     * @param  resource                 the resource
     * @param  name                     the operation's name, in any case
     * @param  source                   where the name comes from, for the message
     * @return                          the operation
     * @throws IllegalArgumentException if the resource has no such operation
     */
    static EgnyteMspOperation of(EgnyteMspResource resource, Object name, String source) {
        return Arrays.stream(values())
                .filter(operation -> operation.isOf(resource))
                .filter(operation -> operation.name().equalsIgnoreCase(String.valueOf(name).trim()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        source + " is '" + LogText.of(String.valueOf(name)) + "': " + resource + " has the operations "
                                                                + namesOf(resource)));
    }
}
