package com.everyoneslecture.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class WriterAccessIT {

    private static final String WRITE = "insert into lecture_category (category_name, version) values ('written', 1)";

    @Test
    void endsTheWritersSessionsAndAdmitsNoneUntilItAllowsThem() throws Exception {
        try (TestPostgres postgres = TestPostgres.start()) {
            TestDatabase database = postgres.create(Schema.CATEGORY);
            WriterAccess access = new WriterAccess(database.admin());
            try (Connection writer = database.as("category_app").getConnection()) {
                write(writer);
                access.deny();
                assertThatThrownBy(() -> write(writer)).isInstanceOf(SQLException.class);
            }
            assertThatThrownBy(() -> database.as("category_app").getConnection())
                    .hasMessageContaining("too many connections for role");
            access.allow();
            try (Connection writer = database.as("category_app").getConnection()) {
                assertThat(write(writer)).isOne();
            }
        }
    }

    private static int write(Connection writer) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            return statement.executeUpdate(WRITE);
        }
    }
}
