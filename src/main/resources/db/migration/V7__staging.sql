-- Rows are staged outside of the database while they are read, and what was read by halves is read again. The children of
-- a folder have numbers next to each other, so that two numbers stand for an index. Each statement bears being run again.
drop table if exists manifest_row;
alter table folder drop column if exists key_hash;

alter table folder add column if not exists first_child bigint; -- the lowest number of its children; null without any
alter table folder add column if not exists last_child bigint;
update folder set first_child = (select min(c.number) from folder c
        where c.manifest_id = folder.manifest_id and c.parent_number = folder.number),
    last_child = (select max(c.number) from folder c
        where c.manifest_id = folder.manifest_id and c.parent_number = folder.number)
    where first_child is null;
create index if not exists folder_state on folder (manifest_id, state, number);
-- Last, since the update needs it.
drop index if exists folder_parent;
