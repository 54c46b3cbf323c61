-- Each account has a manifest of its own for the same content and target: see src/docs/decisions/015. Each statement
-- can be run again.
alter table manifest drop constraint if exists manifest_target;
alter table manifest add constraint manifest_target unique (content_hash, base_url, parent_dir_id, account);
