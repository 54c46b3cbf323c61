-- How a manifest is written, and where in a row a problem is. Each statement bears being run again: a migration that is
-- killed leaves no note of what it has done.
alter table manifest add column if not exists encoding varchar(100) default 'UTF-8' not null;
alter table manifest add column if not exists byte_order_mark boolean default false not null;
alter table manifest add column if not exists delimiter varchar(1) default ',' not null;
alter table manifest add column if not exists parent_column integer default 0 not null;

alter table manifest_problem add column if not exists column_number integer default 0 not null;
alter table manifest_problem add column if not exists severity varchar(10) default 'PROBLEM' not null;

alter table manifest_row add column if not exists column_number integer default 0 not null;
-- The name without what people do not see: case, and the Unicode form.
alter table manifest_row add column if not exists folded varchar(600) default '' not null;
update manifest_row set folded = name where folded = '';
drop index if exists manifest_row_sibling;
create index if not exists manifest_row_folded on manifest_row (manifest_id, parent_key_hash, folded);
