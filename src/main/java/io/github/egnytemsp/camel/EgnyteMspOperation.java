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
    /** All of them. */
    list(EgnyteMspResource.webhooks, EgnyteMspResource.domains, EgnyteMspResource.tenants, EgnyteMspResource.plans),
    /** One, with everything that the API tells. */
    get(EgnyteMspResource.webhooks, EgnyteMspResource.domains, EgnyteMspResource.tenants),
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
                                                                + Arrays.stream(values())
                                                                        .filter(operation -> operation.isOf(resource))
                                                                        .map(Enum::name).collect(Collectors.joining(", "))));
    }
}
