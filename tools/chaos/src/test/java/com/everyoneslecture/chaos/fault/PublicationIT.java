package com.everyoneslecture.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.chaos.observe.Event;
import com.everyoneslecture.chaos.observe.Outbox;
import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each change of the publication has its effect, and its end restores the state of the migrations. */
@Timeout(180)
class PublicationIT {

    private static final String ALL_OF_IT = """
            select row(publication.pubinsert, publication.pubupdate, publication.pubdelete, publication.pubtruncate,
                       publication.pubviaroot, tables.attnames, tables.rowfilter)::text
            from pg_publication as publication
                     join pg_publication_tables as tables using (pubname)
            where publication.pubname = 'outbox'
            """;

    private static final String DELIVERED = """
            select count(*) from pg_logical_slot_peek_binary_changes(
                'tried', null, null, 'proto_version', '1', 'publication_names', 'outbox')
            where get_byte(data, 0) = ascii('I')
            """;

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private String migrated = "";

    @BeforeEach
    void readsWhatTheMigrationsMade() throws SQLException {
        migrated = one(ALL_OF_IT);
        assertThat(migrated).contains("aggregateversion").doesNotContain("tx_id");
    }

    @Test
    void isDroppedAndCreatedAgain() throws Exception {
        Publication publication = Publication.read(database.admin());
        publication.drop();
        assertThat(one("select count(*) from pg_publication")).isEqualTo("0");
        publication.create();
        assertThat(one(ALL_OF_IT)).isEqualTo(migrated);
    }

    @Test
    void losesItsTableAndHasItAgain() throws Exception {
        Publication publication = Publication.read(database.admin());
        publication.dropTable();
        publication.dropTable();
        assertThat(one("select count(*) from pg_publication")).isEqualTo("1");
        assertThat(one("select count(*) from pg_publication_tables")).isEqualTo("0");
        publication.setTable();
        assertThat(one(ALL_OF_IT)).isEqualTo(migrated);
    }

    @Test
    void filtersRowsAndNoMore() throws Exception {
        Publication publication = Publication.read(database.admin());
        publication.filter();
        assertThat(one("select rowfilter from pg_publication_tables")).contains("aggregateversion % ");
        publication.setTable();
        assertThat(one(ALL_OF_IT)).isEqualTo(migrated);
    }

    /** For each row, the log uses the publication at the time of the write, not at the time of the commit. */
    @Test
    void missesTheRowsOfATransactionThatIsOpenWhenItIsMended() throws Exception {
        Publication publication = Publication.read(database.admin());
        one("select pg_create_logical_replication_slot('tried', 'pgoutput')");
        try (Outbox outbox = new Outbox(database.admin());
                Connection open = database.admin().getConnection()) {
            String before = outbox.snapshot().orElseThrow();
            publication.dropTable();
            open.setAutoCommit(false);
            UUID missed = insert(open, 1);
            publication.setTable();
            String mended = outbox.snapshot().orElseThrow();
            assertThat(outbox.begunBetween(before, mended))
                    .as("while a transaction is open")
                    .isEmpty();
            insert(open, 2);
            open.commit();
            assertThat(one(DELIVERED)).as("rows in the log").isEqualTo("1");
            assertThat(outbox.between(before, mended).orElseThrow()).isEmpty();
            assertThat(outbox.begunBetween(before, mended).orElseThrow())
                    .extracting(Event::id)
                    .contains(missed)
                    .hasSize(2);
        }
    }

    private static UUID insert(Connection connection, int version) throws SQLException {
        UUID id = UUID.randomUUID();
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, occurred_at, payload)
                values (?, 'category', '1', ?, 'CategoryCreated', 0, '{}')
                """)) {
            insert.setObject(1, id);
            insert.setInt(2, version);
            insert.execute();
        }
        return id;
    }

    private String one(String sql) throws SQLException {
        try (Connection connection = database.admin().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
