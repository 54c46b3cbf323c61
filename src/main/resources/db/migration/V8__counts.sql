-- How many folders a resolved manifest has, so that nobody counts a million to learn of ten. Each statement bears being run
-- again.
alter table manifest add column if not exists folders bigint default 0 not null;
update manifest set folders = (select count(*) from folder f where f.manifest_id = manifest.id and f.number > 0)
    where folders = 0;
