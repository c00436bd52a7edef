package com.everyoneslecture.category.rest;

import com.everyoneslecture.category.CategoryName;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the body of a request that creates or changes a category.
 *
 * <p>{@code categoryName} is the only field that a client decides. {@code categoryId} and {@code _links} may be there, so
 * that what was read can be sent back: a new category gets its own id whatever the body says, and an existing one keeps
 * the id of its address, which the body may repeat but not contradict. Any other field is an error, for it is most
 * likely a misspelt one.
 */
final class CategoryBody {

    private static final String ID = "categoryId";
    private static final String NAME = "categoryName";
    private static final String LINKS = "_links";

    private final JsonNode body;
    private final Findings findings = new Findings();

    private CategoryBody(JsonNode body) {
        this.body = body;
    }

    /** The name of a category to be created. */
    static CategoryName ofNew(JsonNode json) {
        return new CategoryBody(json).requiredName();
    }

    /** The name that replaces what a category has. */
    static CategoryName ofReplacement(JsonNode json, long categoryId) {
        return new CategoryBody(json).withId(categoryId).requiredName();
    }

    /** The name that a merge patch (RFC 7396) gives a category, or nothing if it leaves the name alone. */
    static Optional<CategoryName> ofPatch(JsonNode json, long categoryId) {
        CategoryBody patch = new CategoryBody(json).withId(categoryId);
        return patch.body.isObject() && !patch.body.has(NAME) ? patch.noName() : Optional.of(patch.requiredName());
    }

    private CategoryBody withId(long categoryId) {
        JsonNode id = body.path(ID);
        boolean same = id.canConvertToExactIntegral() && id.canConvertToLong() && id.longValue() == categoryId;
        if (!id.isMissingNode() && !same) {
            findings.add(ID, "cannot be changed: the address says " + categoryId + ", so leave it out");
        }
        return this;
    }

    private Optional<CategoryName> noName() {
        finish();
        return Optional.empty();
    }

    private CategoryName requiredName() {
        CategoryName name = readName();
        finish();
        if (name == null) {
            throw new IllegalStateException("a body without a name was not refused");
        }
        return name;
    }

    private @Nullable CategoryName readName() {
        JsonNode name = body.path(NAME);
        if (name.isMissingNode() || name.isNull()) {
            findings.add(NAME, "is required");
        } else if (!name.isString()) {
            findings.add(
                    NAME,
                    "must be a string, but is of type "
                            + name.getNodeType().name().toLowerCase(Locale.ROOT));
        } else {
            try {
                return new CategoryName(name.stringValue());
            } catch (IllegalArgumentException e) {
                findings.add(NAME, String.valueOf(e.getMessage()));
            }
        }
        return null;
    }

    private void finish() {
        if (!body.isObject()) {
            throw new NotAnObjectException();
        }
        for (String field : body.propertyNames()) {
            if (!field.equals(NAME) && !field.equals(ID) && !field.equals(LINKS)) {
                findings.add(field, "is not a field of a category; categoryName is");
            }
        }
        findings.throwIfAny();
    }
}
