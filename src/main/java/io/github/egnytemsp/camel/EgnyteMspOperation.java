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

/** The operations of the producers. */
public enum EgnyteMspOperation {
    /** Stores an event for every subscription. */
    store(EgnyteMspResource.inbox),
    /** Stores a malformed body, and the reason. */
    storeMalformed(EgnyteMspResource.inbox),
    /** Returns all, or those that filters select. */
    list(EgnyteMspResource.inbox, EgnyteMspResource.webhooks, EgnyteMspResource.domains, EgnyteMspResource.tenants,
         EgnyteMspResource.plans, EgnyteMspResource.agreements),
    /** Returns one with all its details. */
    get(EgnyteMspResource.inbox, EgnyteMspResource.webhooks, EgnyteMspResource.domains, EgnyteMspResource.tenants,
        EgnyteMspResource.agreements),
    /** Counts the stored events that filters select. */
    count(EgnyteMspResource.inbox),
    /** Handles stored events again. */
    replay(EgnyteMspResource.inbox),
    /** Deletes stored events in any state. */
    forget(EgnyteMspResource.inbox),
    /** Counts the stored events of each of the last days. */
    days(EgnyteMspResource.inbox),
    /** Returns the durable subscriptions and their state. */
    subscriptions(EgnyteMspResource.inbox),
    /** Pauses a subscription: its events wait. */
    pause(EgnyteMspResource.inbox),
    /** Resumes a paused subscription. */
    resume(EgnyteMspResource.inbox),
    /** Removes a subscription that has no consumer any more. */
    remove(EgnyteMspResource.inbox),
    /** Registers a new webhook. */
    register(EgnyteMspResource.webhooks),
    /** Replaces every field of a webhook. */
    update(EgnyteMspResource.webhooks),
    /** Removes a webhook. */
    unregister(EgnyteMspResource.webhooks),
    /** Makes sure that exactly one webhook with our URL exists and is right. */
    ensure(EgnyteMspResource.webhooks),
    /** Changes the secret of the webhook of a running consumer. No delivery is rejected. */
    rotate(EgnyteMspResource.webhooks),
    /** Reports the differences from the last call. */
    changes(EgnyteMspResource.domains, EgnyteMspResource.tenants, EgnyteMspResource.plans),
    /** Gives a domain power users out of its plan's pool. */
    allocatePowerUsers(EgnyteMspResource.domains),
    /** Returns the price of power users. */
    quotePowerUsers(EgnyteMspResource.plans),
    /** Buys power users: charged at once. */
    purchasePowerUsers(EgnyteMspResource.plans),
    /** Creates a trial. */
    create(EgnyteMspResource.trials),
    /** Turns a trial into a subscription. */
    activate(EgnyteMspResource.trials),
    /** Compares the mapped lines of agreements with Egnyte, and makes, updates and closes proposals. */
    compare(EgnyteMspResource.agreements),
    /** Returns what each mapped line has at Egnyte, without a look at the other system. */
    usage(EgnyteMspResource.agreements),
    /** Asks for a comparison, which a later compare with onlyIfDue makes. */
    request(EgnyteMspResource.agreements),
    /** Returns the result of the last comparison. */
    report(EgnyteMspResource.agreements),
    /** Approves a proposal, and carries it out. */
    approve(EgnyteMspResource.agreements),
    /** Refuses a proposal. */
    refuse(EgnyteMspResource.agreements),
    /** Carries out approved proposals that were not finished. */
    apply(EgnyteMspResource.agreements);

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
     * The default operation of a resource.
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
