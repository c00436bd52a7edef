package com.everyoneslecture.outbox.test;

import com.everyoneslecture.outbox.event.OutboxNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The events in an outbox, for assertions. As an extension of JUnit it knows the events of the running test:
 *
 * <pre>{@code
 * @RegisterExtension
 * final OutboxEvents events = OutboxEvents.in(dataSource, "shop.events");
 *
 * @Test
 * void placesAnOrder() {
 *     orders.place("4711");
 *     assertThat(events.of("order", "4711")).extracting(AppendedEvent::type).containsExactly("OrderPlaced");
 *     assertThat(events.appended()).hasSize(1);
 * }
 * }</pre>
 *
 * <p>Without the extension, {@link #mark} and {@link #since} do the same.
 *
 * <p>Each method reads committed rows over a new connection, whose role needs the right to read the table; an application's role has
 * none. To read the rows of a transaction that is still open, such as that of a test that is rolled back, pass a data source that
 * returns its connection (Spring's {@code TransactionAwareDataSourceProxy}).
 *
 * <p>Every method throws an {@link IllegalStateException} if the database is unreachable or rejects a statement.
 *
 * <p><b>Threads:</b> any thread may read. The test that {@link #appended} is about is the one that began last.
 */
@API(status = API.Status.STABLE)
public final class OutboxEvents implements BeforeEachCallback {

    private static final Comparator<AppendedEvent> BY_VERSION =
            Comparator.comparingLong(AppendedEvent::aggregateVersion).thenComparingLong(AppendedEvent::append);

    private static final Comparator<AppendedEvent> BY_TIME = Comparator.comparing(AppendedEvent::occurredAt)
            .thenComparing(AppendedEvent::aggregateType)
            .thenComparing(AppendedEvent::aggregateId)
            .thenComparing(BY_VERSION);

    private final DataSource database;
    private final String table;
    private volatile @Nullable Mark beginning;

    private OutboxEvents(DataSource database, String table) {
        this.database = database;
        this.table = table;
    }

    /** A moment: the events that are committed after it can be told from those before. */
    public static final class Mark {

        private final String snapshot;

        private Mark(String snapshot) {
            this.snapshot = snapshot;
        }
    }

    /** Returns the events of the table {@code outbox}, which is found by the search path. Connects to nothing yet. */
    public static OutboxEvents in(DataSource database) {
        return in(database, "outbox");
    }

    /**
     * Returns the events of a table. Connects to nothing yet.
     *
     * @param table the name as SQL writes it: {@code outbox}, {@code shop.events} or {@code "Shop"."Order Events"}
     * @throws IllegalArgumentException if it is not of this form
     */
    public static OutboxEvents in(DataSource database, String table) {
        return new OutboxEvents(
                database,
                table.matches("[a-z_][a-z0-9_]*")
                        ? OutboxNames.quoted(table)
                        : OutboxNames.parse(table).qualified());
    }

    /** Returns every event by its time; events of one time by aggregate, version and append. */
    public List<AppendedEvent> all() {
        return select("", BY_TIME);
    }

    /**
     * Returns the events of one aggregate in the order of their versions; those of one version in the order in which they were appended.
     *
     * @param aggregateType such as {@code order}
     * @param aggregateId its text is compared, so that a number can be given as well
     */
    public List<AppendedEvent> of(String aggregateType, Object aggregateId) {
        return select("where aggregatetype = ? and aggregateid = ?", BY_VERSION, aggregateType, aggregateId.toString());
    }

    /** Returns this moment. */
    public Mark mark() {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select pg_current_snapshot()::text");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new Mark(row.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException("cannot ask the database for its snapshot: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the events whose transactions committed after a moment, in the order of {@link #all}. The table needs the column
     * {@code tx_id}, which every outbox of this product has.
     */
    public List<AppendedEvent> since(Mark moment) {
        return select("where not pg_visible_in_snapshot(tx_id, cast(? as pg_snapshot))", BY_TIME, moment.snapshot);
    }

    /**
     * Returns the events that were committed since the test began, in the order of {@link #all}.
     *
     * @throws IllegalStateException also if this is not registered as an extension
     */
    public List<AppendedEvent> appended() {
        Mark begun = beginning;
        if (begun == null) {
            throw new IllegalStateException(
                    "No test has begun: annotate the field with @RegisterExtension," + " or use mark() and since().");
        }
        return since(begun);
    }

    /** Called by JUnit. */
    @Override
    public void beforeEach(ExtensionContext context) {
        beginning = mark();
    }

    /** Returns the table's name as SQL needs it. */
    String table() {
        return table;
    }

    private List<AppendedEvent> select(String condition, Comparator<AppendedEvent> order, String... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select * from " + table + " " + condition)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<AppendedEvent> events = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                AppendedRow row = AppendedRow.of(rows);
                while (rows.next()) {
                    events.add(row.event());
                }
            }
            events.sort(order);
            return List.copyOf(events);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read the outbox " + table + ": " + e.getMessage(), e);
        }
    }
}
