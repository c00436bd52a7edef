select outbox_ensure_partitions(7);
