package io.commitstatus.testing.forge;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A status as a stand-in shows it, in the vendor's own words.
 *
 * @param key what the vendor tells statuses of one commit apart by, as it was sent
 * @param state the vendor's word for the state
 * @param description one line about it, possibly empty
 * @param targetUrlOrNull the page that tells more
 * @since 0.1
 */
public record ShownStatus(
        String key,
        String state,
        String description,
        @Nullable String targetUrlOrNull) {

    /** {@return the page that tells more} */
    public Optional<String> targetUrl() {
        return Optional.ofNullable(targetUrlOrNull);
    }
}
