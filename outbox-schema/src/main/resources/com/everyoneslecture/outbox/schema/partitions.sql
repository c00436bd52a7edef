
-- Today's partition and those of seven days more; the relay makes the later ones.
select ${ensure}(7);
