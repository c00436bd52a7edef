package com.everyoneslecture.localstack.demonstration;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The result of the relay's {@code verify}, in numbers of events.
 *
 * @param rows the number of rows of the outbox
 * @param records the number of records of the topics
 * @param lost rows without a record, also those that may still be published
 */
record Verdict(long rows, long records, long lost, long doubled, long misordered, long phantom) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Reads the JSON that {@code verify --json} prints. */
    static Verdict of(String json) {
        try {
            JsonNode report = JSON.readTree(json);
            return new Verdict(
                    report.required("rows").asLong(),
                    report.required("records").asLong(),
                    count(report, "lost") + count(report, "unpublished"),
                    count(report, "doubled"),
                    count(report, "misordered"),
                    count(report, "phantom"));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new DemonstrationFailedException("verify printed no report: see `./outbox verify`");
        }
    }

    private static long count(JsonNode report, String kind) {
        return report.required(kind).required("count").asLong();
    }

    /** Returns whether every row is in its topic, once and in order. A malformed record, which has no row, does not break that. */
    boolean holds() {
        return lost + doubled + misordered == 0;
    }
}
