package com.everyoneslecture.category;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.ForeignSettings;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** A role's settings for other applications do not affect the service. */
class SessionSettingsIT {

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);

    @Test
    void areTheServicesOwn() throws SQLException {
        ForeignSettings.giveTo("category_app", database);
        try (Service service = Service.start(CategoryDatabase.settings(database))) {
            long id = service.http().create("최종테스트");
            assertThat(service.http().put(id, "{\"categoryName\":\"after\"}").statusCode())
                    .isEqualTo(200);
        }
        assertThat(one("select count(*) from public.outbox")).isEqualTo("2");
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
