-- One table, inserts only, only what the relay needs; as rows of the root, so that no partition's name reaches it.
create publication outbox
    for table outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent)
    with (publish = 'insert', publish_via_partition_root = true);
