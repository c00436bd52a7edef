package com.everyoneslecture.outbox.capture.slot;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.event.OutboxNames;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "db:6432/shop | jdbc:postgresql://db:6432/shop",
                "[::1]:6432/shop | 'jdbc:postgresql://[::1]:6432/shop'",
                "a,b:6432/shop | 'jdbc:postgresql://a:5432,b:6432/shop?targetServerType=primary'",
                "db/our%20shop | 'jdbc:postgresql://db:5432/our shop'",
            })
    void isACommandThatAShellLeavesAsItIs(String server, String url) {
        Database database =
                new Database(new DatabaseSettings("jdbc:postgresql://" + server, "outbox_relay", "secret", Map.of()));

        assertThat(new Migration(database, OutboxNames.parse("public.outbox")).command())
                .isEqualTo("java -jar db-exec.jar category --url " + url + " --user postgres");
    }
}
