package com.everyoneslecture.outbox.schema;

import java.util.LinkedHashMap;
import java.util.Map;

/** The constraints of the table, as PostgreSQL's catalogue writes them down. */
final class Checks {

    private Checks() {}

    /** Returns the conditions, by the part of the constraints' names that follows the table's. */
    static Map<String, String> conditions() {
        Map<String, String> checks = new LinkedHashMap<>();
        checks.put("aggregatetype_length", length("aggregatetype", 255));
        checks.put("aggregateid_length", length("aggregateid", 255));
        checks.put("aggregateversion_positive", "(aggregateversion > 0)");
        checks.put("type_length", length("type", 255));
        checks.put("payload_size", length("payload", 524_288));
        checks.put("payload_bytes_size", "(octet_length(payload_bytes) <= 524288)");
        checks.put(
                "payload_one",
                "(num_nonnulls(payload, payload_bytes) =\nCASE\n    WHEN tombstone THEN 0\n    ELSE 1\nEND)");
        checks.put("record_key_length", length("record_key", 255));
        checks.put(
                "headers_strings",
                "((jsonb_typeof(headers) = 'object'::text) AND (NOT jsonb_path_exists(headers,"
                        + " 'strict $.*?(@.type() != \"string\")'::jsonpath, '{}'::jsonb, true)))");
        checks.put(
                "headers_names",
                "(NOT jsonb_path_exists(headers, '$.keyvalue()?(@.\"key\" like_regex"
                        + " \"^(ce_|dlt_|content-type$|traceparent$|replayed$)\" flag \"i\")'::jsonpath, '{}'::jsonb, true))");
        checks.put("headers_size", "(octet_length((headers)::text) <= 16384)");
        checks.put(
                "content_type_media",
                "((octet_length(content_type) <= 255) AND"
                        + " (content_type ~ '^[!#-.0-9A-Z^-z]+/[!#-.0-9A-Z^-z]+( *;[ -~]*)?$'::text))");
        checks.put("occurred_at_range", "((occurred_at >= 0) AND (occurred_at <= '253402300799999999'::bigint))");
        checks.put("traceparent_w3c", "(traceparent ~ '^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$'::text)");
        return checks;
    }

    private static String length(String column, int bytes) {
        return "((octet_length(" + column + ") >= 1) AND (octet_length(" + column + ") <= " + bytes + "))";
    }
}
