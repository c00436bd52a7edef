-- The tables of the service. The schema, the outbox shop.events and the role shop_app exist already.

create table shop.orders
(
    id           bigint primary key,
    item         text   not null,
    amount_cents bigint not null,
    state        text   not null check (state in ('PLACED', 'CANCELLED')),
    -- Rises with each change; the outbox orders the events of an order by it.
    version      bigint not null
);

-- Payments as the provider reports them, also those of orders that are not known here yet.
create table shop.payment
(
    id           uuid primary key,
    order_id     bigint not null,
    amount_cents bigint not null,
    tenant       text   not null
);

-- Mails to be sent.
create table shop.mail
(
    id       bigint generated always as identity primary key,
    order_id bigint not null,
    text     text   not null,
    -- The event that caused it.
    event_id uuid   not null,
    sent_at  timestamptz
);

-- Payments that were booked on an order.
create table shop.booking
(
    id           bigint generated always as identity primary key,
    payment_id   uuid   not null unique,
    order_id     bigint not null references shop.orders,
    amount_cents bigint not null,
    tenant       text   not null
);

grant select, insert, update on shop.orders, shop.payment, shop.mail, shop.booking to shop_app;

-- The service creates the tables of its inbox (inbox.create-tables). With this right missing, a migration has to: InboxTables.script().
grant create on schema shop to shop_app;
