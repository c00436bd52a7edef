package com.everyoneslecture.relay.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalBoundTest {

    /** PostgreSQL invalidates each slot of the server that is further behind than a new bound. */
    @ParameterizedTest
    @CsvSource({
        "-1, 0, 10GB",
        "-1, 42949672960, 82GB",
        "128, 134217728, 10GB",
        "51200, 53687091200, 102GB",
        "51200, 0, 100GB",
    })
    void isRaisedAndInvalidatesNoSlot(long mebibytes, long keptBytes, String raised) {
        assertThat(new WalBound(mebibytes, keptBytes).raise())
                .isEqualTo("alter system set max_slot_wal_keep_size = '" + raised + "'; select pg_reload_conf()");
    }
}
