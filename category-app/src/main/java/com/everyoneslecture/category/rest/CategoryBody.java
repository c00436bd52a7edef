package com.everyoneslecture.category.rest;

import com.everyoneslecture.category.CategoryName;
import com.everyoneslecture.outbox.service.problem.Findings;
import com.everyoneslecture.outbox.service.problem.InvalidRequestException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the body of a request that creates or changes a category.
 *
 * <p>{@code categoryName} is the only field that a client decides. {@code categoryId} and {@code _links} are allowed, so
 * that a client can send back a representation: a new category gets a generated id in any case, and an existing one keeps
 * the id of its address, which the body may repeat but not contradict. Any other field is an error, because it is most
 * likely misspelt.
 *
 * <p>The body is a tree and not a record, because one response names every wrong field, and a merge patch distinguishes
 * an absent field from one that is {@code null}.
 */
final class CategoryBody {

    private static final String ID = "categoryId";
    private static final String NAME = "categoryName";
    private static final Set<String> FIELDS = Set.of(ID, NAME, "_links");

    private CategoryBody() {}

    /** Returns the name of a category to be created. */
    static CategoryName ofNew(JsonNode body) {
        return Objects.requireNonNull(read(body, null, true));
    }

    /** Returns the name that replaces the present one. */
    static CategoryName ofReplacement(JsonNode body, long categoryId) {
        return Objects.requireNonNull(read(body, categoryId, true));
    }

    /** Returns the name that a merge patch (RFC 7396) gives a category, or nothing if the patch has none. */
    static Optional<CategoryName> ofPatch(JsonNode body, long categoryId) {
        return Optional.ofNullable(read(body, categoryId, body.has(NAME)));
    }

    private static @Nullable CategoryName read(JsonNode body, @Nullable Long categoryId, boolean named) {
        if (!body.isObject()) {
            throw new InvalidRequestException("The body must be a JSON object, such as {\"categoryName\":\"…\"}.");
        }
        Findings findings = new Findings();
        JsonNode id = body.path(ID);
        if (categoryId != null && !id.isMissingNode() && !is(id, categoryId)) {
            findings.add(ID, "cannot be changed: the URL has " + categoryId + ", so leave it out");
        }
        CategoryName name = named ? name(body.path(NAME), findings) : null;
        for (String field : body.propertyNames()) {
            if (!FIELDS.contains(field)) {
                findings.add(field, "is not a field of a category; the field is categoryName");
            }
        }
        findings.throwIfAny();
        return name;
    }

    private static boolean is(JsonNode id, long categoryId) {
        return id.canConvertToExactIntegral() && id.canConvertToLong() && id.longValue() == categoryId;
    }

    private static @Nullable CategoryName name(JsonNode name, Findings findings) {
        if (name.isMissingNode() || name.isNull()) {
            findings.add(NAME, "is required");
        } else if (!name.isString()) {
            String type = name.getNodeType().name().toLowerCase(Locale.ROOT);
            findings.add(NAME, "must be a string, but is of type " + type);
        } else {
            try {
                return new CategoryName(name.stringValue());
            } catch (IllegalArgumentException e) {
                findings.add(NAME, String.valueOf(e.getMessage()));
            }
        }
        return null;
    }
}
