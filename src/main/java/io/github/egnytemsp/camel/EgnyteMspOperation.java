package io.github.egnytemsp.camel;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a producer does. */
public enum EgnyteMspOperation {
    /** All of them. */
    list(EgnyteMspResource.webhooks),
    /** One, with everything that the API tells. */
    get(EgnyteMspResource.webhooks),
    /** A new one. */
    register(EgnyteMspResource.webhooks),
    /** Replaces every field of one. */
    update(EgnyteMspResource.webhooks),
    /** Removes one. */
    unregister(EgnyteMspResource.webhooks),
    /** Makes sure that exactly one with our URL exists and is right. */
    ensure(EgnyteMspResource.webhooks),
    /** Changes the secret of the webhook of running consumers, without one refused delivery. */
    rotate(EgnyteMspResource.webhooks);

    private final List<EgnyteMspResource> resources;

    EgnyteMspOperation(EgnyteMspResource... resources) {
        this.resources = List.of(resources);
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
                .filter(operation -> operation.resources.contains(resource))
                .filter(operation -> operation.name().equalsIgnoreCase(String.valueOf(name).trim()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        source + " is '" + name + "': " + resource + " has the operations " + Arrays.stream(values())
                                .filter(operation -> operation.resources.contains(resource))
                                .map(Enum::name).collect(Collectors.joining(", "))));
    }
}
