-- The account's tree, whichever manifest asked for its folders: see src/docs/decisions/015. Each statement bears being run
-- again.

-- The account, so that the roots of two accounts are told apart; null: registered by version 0.1, and not run since.
alter table manifest add column if not exists account varchar(100);

-- Where a remote folder stands in the manifests that have children of it: its children there are what is known of it.
create table if not exists tree_parent (
    dir_key varchar(200) not null, -- the beginning of the dirID, which can be longer than an index takes
    manifest_id bigint not null references manifest (id),
    number bigint not null,
    constraint tree_parent_pk primary key (dir_key, manifest_id, number)
);
insert into tree_parent (dir_key, manifest_id, number)
    select left(f.dir_id, 200), f.manifest_id, f.number from folder f
    where f.first_child is not null and f.dir_id is not null and f.state in ('CREATED', 'EXISTED') and not exists
        (select 1 from tree_parent t where t.dir_key = left(f.dir_id, 200) and t.manifest_id = f.manifest_id
            and t.number = f.number);

-- Folders of which the API says that they do not exist any more.
create table if not exists deleted_folder (
    dir_id varchar(4000) not null,
    dir_key varchar(200) not null
);
create index if not exists deleted_folder_key on deleted_folder (dir_key);

-- Folders for which more than one call may have been carried out: their parents are listed once more before a run completes.
create table if not exists folder_sent_again (
    manifest_id bigint not null references manifest (id),
    number bigint not null,
    constraint folder_sent_again_pk primary key (manifest_id, number)
);

-- On a server: which run may create folders in a remote folder. The holder is the owner of a row of run_lock with this
-- fencing token, as long as it has the server's lock.
create table if not exists parent_claim (
    parent_key uuid primary key,
    lock_key bigint not null,
    fence bigint not null,
    held boolean not null
);
