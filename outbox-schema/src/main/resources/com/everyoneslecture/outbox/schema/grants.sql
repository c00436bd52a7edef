
revoke all on function ${ensure}(integer) from public;
revoke all on function ${drop}(interval, pg_snapshot) from public;

-- Column by column: the writer cannot choose the transaction id, and cannot read the rows of others.
grant usage on schema ${schema} to ${writer}, ${relay};
grant insert (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent,
              payload_bytes, tombstone, record_key, headers, content_type)
    on ${outbox} to ${writer};
grant usage on sequence ${versions} to ${writer};
grant usage on sequence ${appends} to ${writer};
grant select on ${outbox} to ${relay};
grant select on ${dropped} to ${relay};
grant execute on function ${ensure}(integer) to ${relay};
grant execute on function ${drop}(interval, pg_snapshot) to ${relay};
