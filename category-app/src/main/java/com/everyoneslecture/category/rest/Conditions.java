package com.everyoneslecture.category.rest;

import com.everyoneslecture.category.StaleVersionException;
import com.everyoneslecture.category.VersionCondition;
import com.everyoneslecture.outbox.service.problem.Findings;
import com.everyoneslecture.outbox.service.problem.InvalidRequestException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The conditions that a request carries. Absent headers demand nothing.
 *
 * @param ifMatch what the ETag must be one of
 * @param ifNoneMatch what it must be none of
 */
record Conditions(Optional<EntityTags> ifMatch, Optional<EntityTags> ifNoneMatch) {

    /** @throws InvalidRequestException naming each header that is malformed */
    static Conditions of(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        Findings findings = new Findings();
        Conditions conditions = new Conditions(
                parse(HttpHeaders.IF_MATCH, ifMatch, findings),
                parse(HttpHeaders.IF_NONE_MATCH, ifNoneMatch, findings));
        findings.throwIfAny();
        return conditions;
    }

    /** What must hold for reading: {@code If-None-Match} is no error there, see {@link #unmodified}. */
    VersionCondition toRead() {
        return version -> require(matched(version), version);
    }

    /** What must hold for a change. */
    VersionCondition toChange() {
        return version -> require(matched(version) && !unmodified(version), version);
    }

    /** Whether a client that sent {@code If-None-Match} has this version already. */
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
