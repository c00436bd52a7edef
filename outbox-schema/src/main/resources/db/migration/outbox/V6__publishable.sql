-- An event that can never be published fails here, in the transaction that wanted it. A record in Kafka has no time before
-- 1970, and its time in words (RFC 3339) has years of four digits. The lengths of key and payload are bounded already.
--
-- Two transactions, so that appends wait for a moment and not for the reading of the table; see the .conf beside. Where this
-- fails, it can be called again.
set lock_timeout = '5s';

alter table outbox
    drop constraint if exists outbox_occurred_at_range;
alter table outbox
    add constraint outbox_occurred_at_range
        check (occurred_at between 0 and 253402300799999999) not valid;

reset lock_timeout;

-- Rows that are outside already stay: the relay publishes them, or writes them to the dead letter topic. New ones are checked
-- in any case.
do
$validate$
begin
    alter table outbox
        validate constraint outbox_occurred_at_range;
exception
    when check_violation then
        raise warning 'the outbox has rows with an occurred_at outside of 1970-01-01 to 9999-12-31; they stay, new ones are refused';
end
$validate$;
