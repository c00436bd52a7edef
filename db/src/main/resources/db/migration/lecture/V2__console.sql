-- Who looks at the system sees the read model and how far a rebuild is, and changes nothing.
grant select on read_category, rebuild, rebuild_partition to console;
