package com.everyoneslecture.outbox.schema.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class OutboxSchemaCommandTest {

    private static final List<String> SHOP =
            List.of("--schema", "shop", "--table", "events", "--writer", "shop_app", "--relay", "shop_relay");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void saysHowItIsUsed() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("print", "apply", "check", "adopt", "PGPASSWORD_FILE");
        assertThat(run("apply", "--help")).isZero();
        assertThat(out.toString())
                .contains("--url=", "--user=", "--schema=", "--writer=", "--owner=", "--create-roles")
                .contains("Creates missing objects")
                .doesNotContain("--password", "Makes");
    }

    @Test
    void printsSqlWithoutAnyRoleOrPassword() {
        assertThat(run(with("print"))).isZero();

        assertThat(out.toString())
                .contains(
                        "create table if not exists shop.events\n", "shop.events_drop_partition(interval, pg_snapshot)")
                .contains(
                        "relay.slot.table=shop.events relay.slot.publication=events",
                        "shop_relay (reads and replicates")
                .contains("create publication events", "select shop.events_ensure_partitions(7);")
                .doesNotContain("${", "create role", "password", "owner to");
    }

    @Test
    void printsRolesAndOwnerWhereTheyAreAskedFor() {
        assertThat(run(with("print", "--create-roles", "--owner", "shop_owner")))
                .isZero();

        assertThat(out.toString())
                .contains("create role %I %s", "('shop_owner', 'nologin')")
                .contains("alter table shop.events owner to shop_owner;")
                .doesNotContain("${", "password '");
    }

    @Test
    void quotesNamesWhereSqlNeedsIt() {
        assertThat(run(
                        "print",
                        "--schema",
                        "Shop",
                        "--table",
                        "Order's \"Events\" 100%",
                        "--publication",
                        "orders",
                        "--writer",
                        "shop-app",
                        "--relay",
                        "user"))
                .isZero();

        assertThat(out.toString())
                .contains("lock table \"Shop\".\"Order's \"\"Events\"\" 100%\" in")
                .contains("name := 'Order''s \"Events\" 100%_' || to_char")
                .contains("to_regclass('\"Shop\".' || quote_ident(name))")
                .contains("like \"Shop\".\"Order''s \"\"Events\"\" 100%%\" including all)', name)")
                .contains("to \"shop-app\", \"user\";");
    }

    static Stream<Arguments> wrongUses() {
        List<String> url = List.of("--url", "jdbc:postgresql://127.0.0.1:1/shop", "--user", "a");
        return Stream.of(
                Arguments.of(List.of("print"), "--schema"),
                Arguments.of(all(List.of("apply"), SHOP), "--url"),
                Arguments.of(all(all(List.of("apply", "--password", "b"), SHOP), url), "--password"),
                Arguments.of(
                        all(List.of("apply", "--url", "jdbc:postgresql://a/b?password=c", "--user", "a"), SHOP),
                        "must not hold a password"),
                Arguments.of(
                        all(List.of("apply", "--url", "jdbc:postgresql://a:b@c/d", "--user", "a"), SHOP),
                        "must not hold a password"),
                Arguments.of(all(List.of("check", "--url", "127.0.0.1", "--user", "a"), SHOP), "jdbc:postgresql:"),
                Arguments.of(names("shop", "a$b", "w", "r"), "dollar sign"),
                Arguments.of(names("shop", "x".repeat(38), "w", "r"), "1 to 37 bytes"),
                Arguments.of(names("shop", "", "w", "r"), "1 to 37 bytes"),
                Arguments.of(names("shop", "Order Events", "w", "r"), "--publication"),
                Arguments.of(names("shop", "events", "w\n", "r"), "control character"),
                Arguments.of(names("shop", "events", "a", "a"), "two roles"));
    }

    @ParameterizedTest
    @MethodSource("wrongUses")
    void namesWhatIsWrongWithItsUse(List<String> arguments, String named) {
        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);

        assertThat(err.toString()).contains(named).contains("--help").doesNotContain("\tat ");
    }

    private static List<String> names(String schema, String table, String writer, String relay) {
        return List.of("print", "--schema", schema, "--table", table, "--writer", writer, "--relay", relay);
    }

    private static List<String> all(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static String[] with(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(SHOP);
        return all.toArray(String[]::new);
    }

    private int run(String... arguments) {
        CommandLine line = OutboxSchemaCommand.commandLine(Map.of());
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
