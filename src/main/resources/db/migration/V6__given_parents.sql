-- The existing folder that a row gives as its parent. Bears being run again.
alter table manifest_row add column if not exists parent_dir_id varchar(1000);
