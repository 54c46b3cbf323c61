-- How far the database has come, so that an older one is recognized: see src/docs/decisions/015. Each statement can be run
-- again.
create table if not exists database_mark (
    id integer primary key, -- 1
    identity uuid not null,
    mark bigint not null, -- of the intents committed last; the file high-water-mark in the home has the same
    origin varchar(400) not null, -- where a database on a server is
    lost_at timestamp with time zone -- when it was detected last that commits were lost
);
