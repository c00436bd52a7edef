package shop;

import com.everyoneslecture.outbox.append.NewEvent;
import com.everyoneslecture.outbox.spring.TransactionalOutbox;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes payments as the provider reports them, without a check. */
@Service
class Payments {

    private final JdbcTemplate jdbc;
    private final TransactionalOutbox outbox;

    Payments(JdbcTemplate jdbc, TransactionalOutbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /**
     * Stores a payment and appends its event: bytes of Avro, with a header, and with the order's id as the record's key, so that all
     * payments of an order are in one partition, in the order in which they were appended.
     *
     * @return the id of the payment
     */
    @Transactional
    public UUID receive(long orderId, long amountCents, String tenant) {
        // The key's object must be locked before the append. The order may have no row yet, so this locks its number.
        jdbc.query("select pg_advisory_xact_lock(?)", row -> {}, orderId);
        Payment payment = new Payment(UUID.randomUUID(), orderId, amountCents);
        jdbc.update(
                "insert into shop.payment (id, order_id, amount_cents, tenant) values (?, ?, ?, ?)",
                payment.id(),
                orderId,
                amountCents,
                tenant);
        outbox.append(NewEvent.builder("payment", payment.id().toString())
                .version(1)
                .type("PaymentReceived")
                .payload(payment.toAvro())
                .contentType(Payment.CONTENT_TYPE)
                .recordKey(Long.toString(orderId))
                .header("tenant", tenant)
                .build());
        return payment.id();
    }
}
