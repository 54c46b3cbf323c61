-- Rows are staged outside of the database while they are read, and what was read by halves is read again. Each statement
-- bears being run again.
drop table if exists manifest_row;
alter table folder drop column if exists key_hash;
