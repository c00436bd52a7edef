package com.everyoneslecture.lecture;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a payload token by token. It skips unknown fields, so that a producer can add one before its consumers know it, and
 * rejects a field that is missing, doubled or of another type.
 */
final class PayloadReader {

    private static final JsonFactory JSON = new JsonFactory();

    private PayloadReader() {}

    static Payload read(byte[] value) throws PoisonRecordException {
        requireUtf8(value);
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new PoisonRecordException(PoisonReason.NOT_JSON, "the value is not a JSON object");
            }
            Payload payload = new Fields(parser).read();
            if (parser.nextToken() != null) {
                throw new PoisonRecordException(PoisonReason.NOT_JSON, "text follows the JSON object");
            }
            return payload;
        } catch (JacksonException e) {
            throw new PoisonRecordException(PoisonReason.NOT_JSON, "the value is not JSON" + where(e.getLocation()));
        }
    }

    /** Returns the position of the error. The parser's message is not used, because it quotes the value. */
    private static String where(@Nullable TokenStreamLocation location) {
        return location == null ? "" : ", at byte " + location.getByteOffset();
    }

    /** Detects UTF-16 and UTF-32, which the parser would accept: an object has a zero among its first two bytes. */
    private static void requireUtf8(byte[] value) throws PoisonRecordException {
        if (value.length >= 2 && (value[0] == 0 || value[1] == 0 || (value[0] & 0xFE) == 0xFE)) {
            throw new PoisonRecordException(PoisonReason.NOT_JSON, "the value is not UTF-8");
        }
    }

    /** The fields of one object that have been read so far. */
    private static final class Fields {
        private final JsonParser parser;
        private @Nullable String eventType;
        private @Nullable String jobType;
        private @Nullable Long categoryId;
        private @Nullable String categoryName;

        Fields(JsonParser parser) {
            this.parser = parser;
        }

        Payload read() throws PoisonRecordException {
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                switch (name) {
                    case "eventType" -> eventType = text(name, eventType);
                    case "jobType" -> jobType = text(name, jobType);
                    case "categoryId" -> categoryId = number(name, categoryId);
                    case "categoryName" -> categoryName = text(name, categoryName);
                    default -> parser.skipChildren();
                }
            }
            return new Payload(
                    present("eventType", eventType),
                    present("jobType", jobType),
                    present("categoryId", categoryId),
                    present("categoryName", categoryName));
        }

        private String text(String name, @Nullable String before) throws PoisonRecordException {
            require(JsonToken.VALUE_STRING, name, before);
            return parser.getString();
        }

        private Long number(String name, @Nullable Long before) throws PoisonRecordException {
            require(JsonToken.VALUE_NUMBER_INT, name, before);
            if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                throw new PoisonRecordException(PoisonReason.WRONG_TYPE, name + " is too large");
            }
            return parser.getLongValue();
        }

        private void require(JsonToken type, String name, @Nullable Object before) throws PoisonRecordException {
            if (before != null) {
                throw new PoisonRecordException(PoisonReason.WRONG_FIELDS, name + " occurs twice");
            }
            if (parser.currentToken() != type) {
                throw new PoisonRecordException(
                        PoisonReason.WRONG_TYPE, name + " has the wrong type: " + parser.currentToken());
            }
        }

        private static <T> T present(String name, @Nullable T value) throws PoisonRecordException {
            if (value == null) {
                throw new PoisonRecordException(PoisonReason.WRONG_FIELDS, name + " is missing");
            }
            return value;
        }
    }
}
