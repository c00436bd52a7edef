-- Imports an order without the service. `import.sh` sets the variables of psql: order, item, cents.

begin;

insert into shop.orders (id, item, amount_cents, state, version)
values (:'order', :'item', :'cents', 'PLACED', 1);

insert into shop.events (aggregatetype, aggregateid, aggregateversion, type, payload)
values ('order', :'order', 1, 'OrderPlaced',
        json_build_object('orderId', cast(:'order' as bigint), 'version', 1, 'item', cast(:'item' as text),
                          'amountCents', cast(:'cents' as bigint))::text);

commit;
