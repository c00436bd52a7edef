package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.finding.Finding.Status;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.doctor.Doctor;
import java.util.List;

/**
 * The doctor's findings for a relay.
 *
 * @param relay the relay's configuration
 */
record Examination(RelayProperties relay) {

    List<Finding> findings() {
        return new Doctor(
                        relay.database(),
                        relay.slot(),
                        relay.capture().connector(),
                        relay.kafka(),
                        relay.topics(),
                        relay.routing())
                .findings();
    }

    /** Runs the checks again, and returns the finding of the check. */
    Finding finding(String area, String check) {
        return the(findings(), area, check);
    }

    void assertMended(String area, String check) {
        Finding mended = finding(area, check.startsWith("column") ? "columns" : check);
        assertThat(mended.status()).as(mended.toString()).isEqualTo(Status.OK);
    }

    static Finding the(List<Finding> findings, String area, String check) {
        return findings.stream()
                .filter(finding ->
                        finding.area().equals(area) && finding.check().equals(check))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no finding of " + area + ": " + check + " among " + findings));
    }
}
