package com.everyoneslecture.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.schema.Deviation;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The findings of a check of an outbox with missing or changed objects. */
class OutboxDeviationsIT extends ShopScenario {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "constraint events_payload_size | alter table shop.events drop constraint events_payload_size",
                "constraint events_type_length | alter table shop.events drop constraint events_type_length;"
                        + " alter table shop.events add constraint events_type_length check (octet_length(type) < 10)",
                "default of column id | alter table shop.events alter column id drop default",
                "default of column aggregateversion | alter table shop.events alter aggregateversion set default 1",
                "index events_tx_id | drop index shop.events_tx_id",
                "table shop.events_dropped_partition | drop table shop.events_dropped_partition",
                "function shop.events_ensure_partitions(integer) | create or replace function"
                        + " shop.events_ensure_partitions(days_ahead integer) returns integer language sql return 0",
                "function shop.events_drop_partition(interval, pg_snapshot) | grant execute on function"
                        + " shop.events_drop_partition to public",
                "publication events | alter publication events set (publish = 'insert, update')",
                "table of publication events | alter publication events set table shop.events (id, payload)",
                "publication events | drop publication events",
                "grant of select on shop.events to shop_relay | revoke select on shop.events from shop_relay",
                "grant of insert (payload) on shop.events to shop_app"
                        + " | revoke insert (payload) on shop.events from shop_app",
                "grant of usage on sequence shop.events_aggregateversion_seq to shop_app"
                        + " | revoke usage on sequence shop.events_aggregateversion_seq from shop_app",
                "grant of usage on schema shop to shop_relay | revoke usage on schema shop from shop_relay",
                "table shop.events | drop table shop.events",
            })
    void saysWhatIsMissingOrChangedWithItsRemedy(String object, String harm) throws Exception {
        DataSource admin = postgres.as("shop_admin", "admin", shop());
        SHOP.apply(admin, false);
        Sql.execute(admin, harm);

        List<Deviation> deviations = SHOP.check(admin);

        assertThat(deviations).extracting(Deviation::object).contains(object);
        SHOP.apply(admin, false);
        for (Deviation deviation : SHOP.check(admin)) {
            Sql.execute(admin, deviation.remedy());
        }
        assertThat(SHOP.check(admin)).isEmpty();
    }
}
