package shop;

import com.everyoneslecture.outbox.inbox.Guard;
import com.everyoneslecture.outbox.inbox.Inbox;
import com.everyoneslecture.outbox.inbox.InboxTables;
import com.everyoneslecture.outbox.inbox.OnFailure;
import com.everyoneslecture.outbox.inbox.ParkedKeys;
import com.everyoneslecture.outbox.inbox.ReceivedEvent;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Books payments on orders. A payment that cannot be booked parks its key, the order's id: it waits, later payments of the order wait
 * behind it, and all other orders go on.
 *
 * <p>The starter makes one inbox, that of {@link Mails}; this is a second one, made by the builder.
 */
@Component
class Bookings implements SmartLifecycle {

    private final Inbox inbox;
    private volatile boolean running;

    Bookings(DataSource dataSource, @Value("${shop.kafka}") String kafka) {
        this.inbox = Inbox.builder()
                .dataSource(dataSource)
                .tables(InboxTables.in("shop"))
                .kafka(Map.of("bootstrap.servers", kafka))
                .group("bookings")
                .topics("payments")
                .on("PaymentReceived", Bookings::book)
                .guard(Guard.EVENT_ID)
                .onFailure(OnFailure.PARK_KEY)
                .attempts(3)
                .build();
    }

    /** Returns the orders whose payments wait. */
    ParkedKeys parked() {
        return inbox.parked();
    }

    @Override
    public void start() {
        running = true;
        inbox.start();
    }

    @Override
    public void stop() {
        inbox.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The phase of the starter's inbox: before {@link ShopApi}. */
    @Override
    public int getPhase() {
        return 0;
    }

    /** Runs in the transaction that also holds the event's id and the offset. An exception rolls it back. */
    private static void book(ReceivedEvent event, Connection connection) throws IOException, SQLException {
        Payment payment = Payment.fromAvro(Objects.requireNonNull(event.value(), "a payment without a payload"));
        if (payment.amountCents() <= 0) {
            throw new IllegalArgumentException("the amount is not positive: " + payment.amountCents());
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into shop.booking (payment_id, order_id, amount_cents, tenant)
                select ?, id, ?, ? from shop.orders where id = ?
                """)) {
            statement.setObject(1, payment.id());
            statement.setLong(2, payment.amountCents());
            statement.setString(3, event.header("tenant"));
            statement.setLong(4, payment.orderId());
            if (statement.executeUpdate() == 0) {
                throw new IllegalStateException("there is no order " + payment.orderId());
            }
        }
    }
}
