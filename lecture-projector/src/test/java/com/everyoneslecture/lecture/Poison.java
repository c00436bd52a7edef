package com.everyoneslecture.lecture;

import static com.everyoneslecture.lecture.PoisonReason.BAD_HEADER;
import static com.everyoneslecture.lecture.PoisonReason.BAD_KEY;
import static com.everyoneslecture.lecture.PoisonReason.BAD_NAME;
import static com.everyoneslecture.lecture.PoisonReason.MISSING_HEADER;
import static com.everyoneslecture.lecture.PoisonReason.NOT_JSON;
import static com.everyoneslecture.lecture.PoisonReason.NO_KEY;
import static com.everyoneslecture.lecture.PoisonReason.NO_VALUE;
import static com.everyoneslecture.lecture.PoisonReason.UNKNOWN_JOB_TYPE;
import static com.everyoneslecture.lecture.PoisonReason.WRONG_FIELDS;
import static com.everyoneslecture.lecture.PoisonReason.WRONG_TYPE;
import static com.everyoneslecture.lecture.PoisonReason.WRONG_VALUE;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import com.everyoneslecture.lecture.fixture.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A record with one error. */
record Poison(PoisonReason reason, Change change) {

    static List<Poison> all() {
        List<Poison> all = new ArrayList<>();
        values(all);
        fields(all);
        headers(all);
        all.add(new Poison(NO_KEY, right().key(null)));
        all.add(new Poison(BAD_KEY, right().key("8")));
        all.add(new Poison(BAD_KEY, right().key("7").header("ce_subject", "8")));
        all.add(new Poison(BAD_KEY, right().key("07").header("ce_subject", "07")));
        all.add(new Poison(BAD_KEY, right().key("칠").header("ce_subject", null)));
        all.add(new Poison(BAD_KEY, right().key("-7").header("ce_subject", null)));
        all.add(new Poison(NO_VALUE, right().value((String) null)));
        return all;
    }

    private static void values(List<Poison> all) {
        String json = right().json();
        for (String value :
                List.of("", "kaputt", "null", "[]", "\"text\"", json + "{}", json.substring(1), "{" + json)) {
            all.add(new Poison(NOT_JSON, right().value(value)));
        }
        all.add(new Poison(NOT_JSON, right().value(json.getBytes(UTF_16BE), true)));
        all.add(new Poison(NOT_JSON, right().value(json.getBytes(UTF_16LE), true)));
        all.add(new Poison(NOT_JSON, right().value(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}, true)));
        all.add(new Poison(NOT_JSON, right().value("{\"more\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}")));
    }

    private static void fields(List<Poison> all) {
        for (String field : List.of("eventType", "jobType", "categoryId", "categoryName")) {
            add(all, WRONG_FIELDS, json -> json.replace("\"" + field + "\"", "\"another\""));
            add(all, WRONG_FIELDS, json -> json.replace("{", "{\"" + field + "\":" + value(json, field) + ","));
            add(all, WRONG_TYPE, json -> json.replace(field + "\":" + value(json, field), field + "\":null"));
            add(all, WRONG_TYPE, json -> json.replace(field + "\":" + value(json, field), field + "\":{}"));
        }
        add(all, WRONG_TYPE, json -> json.replace("\"categoryId\":7", "\"categoryId\":\"7\""));
        add(all, WRONG_TYPE, json -> json.replace("\"categoryId\":7", "\"categoryId\":7.0"));
        add(all, WRONG_TYPE, json -> json.replace("\"categoryId\":7", "\"categoryId\":99999999999999999999"));
        add(all, WRONG_VALUE, json -> json.replace("LectureCategoryChanged", "LectureChanged"));
        add(all, UNKNOWN_JOB_TYPE, json -> json.replace("UPDATE", "update"));
        add(all, BAD_NAME, json -> json.replace("최종테스트", "가".repeat(256)));
        add(all, BAD_NAME, json -> json.replace("최종테스트", "a\\u0000b"));
        add(all, BAD_NAME, json -> json.replace("최종테스트", "\\ud83d"));
    }

    private static void headers(List<Poison> all) {
        for (String header : List.of("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_aggregateversion")) {
            all.add(new Poison(MISSING_HEADER, right().header(header, null)));
        }
        for (String version : List.of("0", "-1", "one", "", "1.0", "99999999999999999999")) {
            all.add(new Poison(BAD_HEADER, right().header("ce_aggregateversion", version)));
        }
        all.add(new Poison(BAD_HEADER, right().header("ce_specversion", "0.3")));
        all.add(new Poison(BAD_HEADER, right().header("ce_id", "1-1-1-1-1")));
        all.add(new Poison(BAD_HEADER, right().header("ce_id", "not a UUID that has 36 characters ...")));
        all.add(new Poison(BAD_HEADER, right().header("ce_time", "yesterday")));
        all.add(new Poison(BAD_HEADER, right().header("ce_time", "+999999999-01-01T00:00:00Z")));
        all.add(new Poison(BAD_HEADER, right().header("content-type", "application/avro")));
    }

    private static void add(List<Poison> all, PoisonReason reason, UnaryOperator<String> change) {
        all.add(new Poison(reason, right().value(change.apply(right().json()))));
    }

    private static String value(String json, String field) {
        int from = json.indexOf("\"" + field + "\":") + field.length() + 3;
        return json.substring(from).split("[,}]", 2)[0];
    }

    private static Change right() {
        return Change.of(7, 1);
    }

    @Override
    public String toString() {
        return reason + " " + change;
    }
}
