package com.everyoneslecture.relay.operations;

import java.io.InputStream;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a request's body strictly. Otherwise a misspelt field would widen a selection, and more events would be published than
 * the caller intended.
 */
final class Bodies {

    /** The largest body. */
    static final int MAXIMUM_BYTES = 64 * 1_024;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAXIMUM_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Bodies() {}

    /** @throws RequestRejectedException if it is too large, or not of the expected form */
    static <T> T read(InputStream body, Class<T> type) {
        ObjectReader reader = MAPPER.readerFor(type);
        T value;
        try {
            value = reader.readValue(body);
        } catch (StreamConstraintsException e) {
            throw new RequestRejectedException(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "The body is larger than the " + MAXIMUM_BYTES + " bytes that are allowed.");
        } catch (UnrecognizedPropertyException e) {
            throw notRead(
                    "There is no field '" + e.getPropertyName() + "'; the fields are: " + e.getKnownPropertyIds());
        } catch (DatabindException e) {
            throw notRead("The body has the wrong structure" + field(e) + place(e));
        } catch (JacksonException e) {
            throw notRead("The body is not valid JSON" + place(e));
        }
        if (value == null) {
            throw notRead("The body must be a JSON object; {} selects the defaults");
        }
        return value;
    }

    private static RequestRejectedException notRead(String words) {
        return new RequestRejectedException(HttpStatus.BAD_REQUEST, words + ".");
    }

    private static String field(JacksonException e) {
        String name = e.getPath().isEmpty() ? null : e.getPath().get(0).getPropertyName();
        return name == null ? "" : ": '" + name + "' has the wrong type";
    }

    private static String place(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }
}
