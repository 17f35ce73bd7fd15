-- Tenants and their keys. Every tenant table below has org_id first in every unique key, and row-level security that is
-- forced: also for the owner of the table, who gets a policy only where a migration or the command line needs one.

-- The organization of this transaction; NULL (no rows anywhere) when nobody set it. After a commit the setting reads ''.
create function app_org() returns text language sql stable
  return nullif(current_setting('app.org', true), '');

create table organizations (
  id text primary key,
  name text not null,
  time_zone text not null,
  -- Counts every configuration write of the organization; plans name the one they used.
  config_version bigint not null default 0,
  created_at timestamptz not null default clock_timestamp()
);
alter table organizations enable row level security;
alter table organizations force row level security;
create policy tenant on organizations using (id = (select app_org())) with check (id = (select app_org()));
create policy owner on organizations to sluice_owner using (true) with check (true);
grant select on organizations to sluice_ingest, sluice_worker, sluice_results;
grant update (config_version) on organizations to sluice_results;

create table api_keys (
  org_id text not null references organizations,
  key_id text not null,
  name text not null,
  -- SHA-256 of the secret part: it has 128 random bits, so a slow hash would add nothing.
  secret_sha256 bytea not null check (length(secret_sha256) = 32),
  scopes text[] not null,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  primary key (org_id, key_id)
);
create index api_keys_by_key_id on api_keys (key_id);
alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy tenant on api_keys using (org_id = (select app_org())) with check (org_id = (select app_org()));
create policy owner on api_keys to sluice_owner using (true) with check (true);

-- A key names its organization, so it is looked up before the organization is known: the one read that crosses tenants.
create function find_api_key(wanted text)
  returns table (org_id text, key_id text, secret_sha256 bytea, scopes text[], expires_at timestamptz, revoked_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp
  begin atomic
    select k.org_id, k.key_id, k.secret_sha256, k.scopes, k.expires_at, k.revoked_at from api_keys k where k.key_id = wanted;
  end;
create function touch_api_key(used text) returns void
  language sql security definer set search_path = public, pg_temp
  begin atomic
    update api_keys set last_used_at = clock_timestamp()
     where key_id = used and (last_used_at is null or last_used_at < clock_timestamp() - interval '1 minute');
  end;
revoke all on function find_api_key(text), touch_api_key(text) from public;
grant execute on function find_api_key(text), touch_api_key(text) to sluice_ingest, sluice_worker, sluice_results;

-- Who changed what. Append-only: no role may update or delete. Values are never written here.
create table audit_log (
  org_id text not null references organizations,
  id bigint generated always as identity,
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  action text not null,
  object text not null,
  request_id text,
  primary key (org_id, id)
);
alter table audit_log enable row level security;
alter table audit_log force row level security;
create policy tenant on audit_log using (org_id = (select app_org())) with check (org_id = (select app_org()));
grant insert, select on audit_log to sluice_results, sluice_worker;
