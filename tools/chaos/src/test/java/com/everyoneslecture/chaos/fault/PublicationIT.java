package com.everyoneslecture.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each change of the publication does what it is for, and its end leaves what the migrations made. */
@Timeout(180)
class PublicationIT {

    private static final String ALL_OF_IT = """
            select row(publication.pubinsert, publication.pubupdate, publication.pubdelete, publication.pubtruncate,
                       publication.pubviaroot, tables.attnames, tables.rowfilter)::text
            from pg_publication as publication
                     join pg_publication_tables as tables using (pubname)
            where publication.pubname = 'outbox'
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

    private String one(String sql) throws SQLException {
        try (Connection connection = database.admin().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
