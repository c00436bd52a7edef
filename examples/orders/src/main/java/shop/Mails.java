package shop;

import com.everyoneslecture.outbox.inbox.ReceivedEvent;
import com.everyoneslecture.outbox.inbox.spring.InboxHandler;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Writes a mail for each event of an order, once: the row commits together with the event's id and the offset, or not at all. Sending
 * has no part in this transaction. A program that sends the rows and then marks them as sent may crash in between, and sends a mail twice.
 */
@Component
class Mails {

    private final JdbcTemplate jdbc;

    Mails(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @InboxHandler(type = "OrderPlaced")
    void placed(OrderPlaced order, ReceivedEvent event) {
        write(order.orderId(), "We received your order: " + order.item(), event);
    }

    @InboxHandler(type = "OrderCancelled")
    void cancelled(OrderCancelled order, ReceivedEvent event) {
        write(order.orderId(), "We cancelled your order.", event);
    }

    /** Returns the mails, the oldest first. */
    List<Map<String, Object>> all() {
        return jdbc.queryForList("select order_id as \"orderId\", text from shop.mail order by id");
    }

    private void write(long orderId, String text, ReceivedEvent event) {
        UUID cause = UUID.fromString(Objects.requireNonNull(event.id()));
        jdbc.update("insert into shop.mail (order_id, text, event_id) values (?, ?, ?)", orderId, text, cause);
    }
}
