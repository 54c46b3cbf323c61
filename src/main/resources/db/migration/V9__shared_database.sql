-- What several processes on several machines tell each other through one database. Each statement bears being run again.

-- Who works on a manifest and its target. The lock itself is the server's, and goes with its holder's connection; each new
-- holder raises the fence, so that one who lost the lock without noticing writes no more.
create table if not exists run_lock (
    lock_key bigint primary key,
    fence bigint not null,
    host varchar(400) not null,
    pid varchar(40) not null,
    work varchar(40) not null,
    since varchar(40) not null
);

-- What the processes of an account share: its pace, and its token, sealed.
create table if not exists account_note (
    name varchar(100) primary key,
    content varchar(1000000)
);
