package com.everyoneslecture.category;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LectureCategoryChangedTest {

    @Test
    void isTheContractByteForByte() {
        assertThat(json("2022-08-08-12:12:37", JobType.INSERT, 2, "최종테스트"))
                .isEqualTo("{\"eventType\":\"LectureCategoryChanged\",\"timestamp\":\"2022-08-08-12:12:37\","
                        + "\"jobType\":\"INSERT\",\"categoryId\":2,\"categoryName\":\"최종테스트\"}");
    }

    @Test
    void escapesOnlyWhatJsonMust() {
        assertThat(json("t", JobType.DELETE, Long.MAX_VALUE, "\"a\\b/<é>😀\u2028"))
                .endsWith("\"jobType\":\"DELETE\",\"categoryId\":9223372036854775807,"
                        + "\"categoryName\":\"\\\"a\\\\b/<é>😀\u2028\"}");
    }

    private static String json(String timestamp, JobType jobType, long id, String name) {
        return new LectureCategoryChanged(LectureCategoryChanged.EVENT_TYPE, timestamp, jobType, id, name).toJson();
    }
}
