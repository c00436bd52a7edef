package com.everyoneslecture.category.rest;

import com.everyoneslecture.category.StaleVersionException;
import com.everyoneslecture.category.VersionCondition;
import com.everyoneslecture.outbox.service.problem.Findings;
import com.everyoneslecture.outbox.service.problem.InvalidRequestException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The conditions of a request. An absent header is no condition.
 *
 * @param ifMatch the tags of which the ETag must be one
 * @param ifNoneMatch the tags of which the ETag must not be one
 */
record Conditions(Optional<EntityTags> ifMatch, Optional<EntityTags> ifNoneMatch) {

    /** @throws InvalidRequestException if headers are malformed; names each of them */
    static Conditions of(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        Findings findings = new Findings();
        Conditions conditions = new Conditions(
                parse(HttpHeaders.IF_MATCH, ifMatch, findings),
                parse(HttpHeaders.IF_NONE_MATCH, ifNoneMatch, findings));
        findings.throwIfAny();
        return conditions;
    }

    /** The condition for reading, without {@code If-None-Match}: see {@link #unmodified}. */
    VersionCondition toRead() {
        return version -> require(matched(version), version);
    }

    /** The condition for a change. */
    VersionCondition toChange() {
        return version -> require(matched(version) && !unmodified(version), version);
    }

    /** Returns true if the client's {@code If-None-Match} names this version. */
    boolean unmodified(long version) {
        return ifNoneMatch.map(tags -> tags.matchesWeakly(version)).orElse(false);
    }

    private boolean matched(long version) {
        return ifMatch.map(tags -> tags.matchesStrongly(version)).orElse(true);
    }

    private static void require(boolean holds, long version) {
        if (!holds) {
            throw new StaleVersionException(version);
        }
    }

    private static Optional<EntityTags> parse(String header, @Nullable String value, Findings findings) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(EntityTags.parse(value));
        } catch (IllegalArgumentException e) {
            findings.add(header, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
