-- What somebody should look at, from when the worker's clock saw it until it was over. Ids and counts only.
create table alerts (
  org_id text not null references organizations,
  id bigint generated always as identity,
  -- source_silent, source_conflicts, source_clock_ahead, pool_failing
  kind text not null,
  -- The id of the source or the pool.
  object text not null,
  opened_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  -- What was known when it opened, as contracts/alert says.
  details jsonb not null,
  primary key (org_id, id)
);
-- One open alert a matter, however many workers see it.
create unique index alerts_open on alerts (org_id, kind, object) where closed_at is null;
alter table alerts enable row level security;
alter table alerts force row level security;
create policy tenant on alerts using (org_id = (select app_org())) with check (org_id = (select app_org()));
grant select on alerts to sluice_results, sluice_worker;
grant insert, update on alerts to sluice_worker;

-- The watch goes from organization to organization: the worker may know their ids, and nothing else of them.
create function list_organization_ids() returns setof text
  language sql stable security definer set search_path = public, pg_temp
  begin atomic
    select id from organizations order by id;
  end;
revoke all on function list_organization_ids() from public;
grant execute on function list_organization_ids() to sluice_worker;
