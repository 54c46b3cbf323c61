-- Numbered copies, such as "a(1)" of "a", that were listed before a folder was sent again: they are not the results of its
-- calls. See src/docs/decisions/015. Each statement can be run again.
create table if not exists folder_copy (
    manifest_id bigint not null references manifest (id),
    number bigint not null,
    dir_id varchar(4000) not null
);
create index if not exists folder_copy_folder on folder_copy (manifest_id, number);
