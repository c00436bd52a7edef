package com.everyoneslecture.outbox.capture.slot;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.capture.finding.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManagedServerTest {

    private static final Finding WAL_LEVEL = Finding.fail(
            "server",
            "wal_level",
            "is not 'logical'",
            "alter system set wal_level = 'logical'; -- then restart PostgreSQL");
    private static final Finding KEEP = Finding.warn(
            "server",
            "max_slot_wal_keep_size",
            "unbounded",
            "alter system set max_slot_wal_keep_size = '10GB'; select pg_reload_conf()");

    @ParameterizedTest
    @CsvSource({
        "AMAZON, rds.logical_replication = 1, parameter group",
        "AZURE, wal_level = logical, server parameters",
        "CLOUD_SQL, cloudsql.logical_decoding = on, database flag",
        "ALLOYDB, alloydb.logical_decoding = on, database flag",
    })
    void namesTheToolOfTheService(ManagedServer server, String setting, String tool) {
        Finding walLevel = server.adapted(WAL_LEVEL);
        assertThat(walLevel.fix()).isNull();
        assertThat(walLevel.remedy()).contains(setting, tool);
        assertThat(walLevel.status()).isEqualTo(Finding.Status.FAIL);

        assertThat(server.adapted(KEEP).remedy()).contains("max_slot_wal_keep_size = 10GB", tool);
        assertThat(server.adapted(server.adapted(KEEP))).isEqualTo(server.adapted(KEEP));
    }

    @Test
    void leavesStatementsThatAnAdministratorMayExecute() {
        Finding grant = Finding.fail("role", "select", "may not read", "grant select on public.outbox to outbox_relay");

        assertThat(ManagedServer.AMAZON.adapted(grant)).isEqualTo(grant);
        assertThat(ManagedServer.NONE.adapted(WAL_LEVEL)).isEqualTo(WAL_LEVEL);
    }

    @Test
    void letsARoleReplicateTheWayOfTheService() {
        assertThat(ManagedServer.AMAZON.allowReplication("outbox_relay"))
                .isEqualTo("grant rds_replication to outbox_relay");
        assertThat(ManagedServer.AZURE.allowReplication("outbox_relay"))
                .isEqualTo("alter role outbox_relay replication");
    }
}
