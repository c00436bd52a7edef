package com.everyoneslecture.testservices;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * A migrated database from which others are copied, which takes a fraction of the time of a migration. A copy has the template's contents.
 * The server stores a database's grants and the settings of roles in it separately; they are copied here.
 */
final class TemplateDatabase {

    private static final String GRANTS = """
            select format('grant %%s on database %%I to %%I', privilege_type, '%2$s', grantee::regrole)
            from pg_database, aclexplode(datacl)
            where datname = '%1$s' and grantee <> 0 and grantee <> datdba
            """;

    private static final String SETTINGS = """
            select format('alter role %%I in database %%I set %%s = %%L', setrole::regrole, '%2$s',
                          split_part(setting, '=', 1), substr(setting, strpos(setting, '=') + 1))
            from pg_db_role_setting join pg_database d on d.oid = setdatabase, unnest(setconfig) as setting
            where d.datname = '%1$s' and setrole <> 0
            """;

    private final String name;
    private final DataSource server;
    private final Consumer<String> migration;
    private boolean migrated;

    /** @param migration migrates a database by its name; called once, at the first copy */
    TemplateDatabase(String name, DataSource server, Consumer<String> migration) {
        this.name = name;
        this.server = server;
        this.migration = migration;
    }

    void copyTo(String copy) throws SQLException {
        try (Connection connection = server.getConnection();
                Statement statement = connection.createStatement()) {
            if (!migrated) {
                // A database of this name remains from a failed migration.
                // The migration is repeated, so that its cause is reported again.
                statement.execute("drop database if exists " + name);
                statement.execute("create database " + name);
                migration.accept(name);
                migrated = true;
            }
            statement.execute("create database " + copy + " template " + name);
            statement.execute("revoke all on database " + copy + " from public");
            for (String query : List.of(GRANTS, SETTINGS)) {
                for (String change : texts(statement, query.formatted(name, copy))) {
                    statement.execute(change);
                }
            }
        }
    }

    private static List<String> texts(Statement statement, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
