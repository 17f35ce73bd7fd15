-- How the ids and codes of schedulers become an organization's own. `body` as contracts/mapping says.
create table mappings (
  org_id text not null references organizations,
  id text not null,
  body jsonb not null,
  version bigint not null default 1,
  archived_at timestamptz,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (org_id, id)
);
alter table mappings enable row level security;
alter table mappings force row level security;
create policy tenant on mappings using (org_id = (select app_org())) with check (org_id = (select app_org()));
grant select on mappings to sluice_ingest, sluice_worker, sluice_results;
grant insert, update on mappings to sluice_results;
