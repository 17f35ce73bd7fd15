-- Outgoing webhooks: where to, what happened, and what became of telling it.
create table webhook_endpoints (
  org_id text not null references organizations,
  id text not null,
  url text not null,
  description text not null default '',
  event_types text[] not null,
  -- null: all pools.
  pool_ids text[],
  enabled boolean not null default true,
  -- Why it was disabled by itself: gone (it answered 410), failing (for a day). null: not, or by a person.
  disabled_reason text,
  -- Sealed with SLUICE_SECRET_KEYS. While a secret is replaced both sign.
  secret bytea not null,
  previous_secret bytea,
  previous_secret_until timestamptz,
  version bigint not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  -- When the first of the failures in a row came, and how many they are.
  failing_since timestamptz,
  failures integer not null default 0,
  -- After a failure nothing is sent before this.
  not_before timestamptz,
  -- One worker at a time delivers to it; a worker that was killed loses the lease.
  locked_until timestamptz,
  primary key (org_id, id)
);

-- An outbox: written in the transaction of what happened, and only where somebody wants to be told.
create table webhook_events (
  org_id text not null references organizations,
  -- The header webhook-id, the same on every attempt.
  id text not null,
  type text not null,
  pool_id text,
  created_at timestamptz not null default clock_timestamp(),
  -- The bytes as they are sent and signed.
  body text not null,
  primary key (org_id, id)
);

create table webhook_deliveries (
  org_id text not null,
  id bigint generated always as identity,
  endpoint_id text not null,
  event_id text not null,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'failed', 'dropped')),
  attempts integer not null default 0,
  -- null: no more attempts.
  next_attempt_at timestamptz default clock_timestamp(),
  last_attempt_at timestamptz,
  -- Of the last attempt; never what was answered.
  response_status integer,
  failure text,
  duration_ms integer,
  created_at timestamptz not null default clock_timestamp(),
  primary key (org_id, id),
  foreign key (org_id, endpoint_id) references webhook_endpoints on delete cascade,
  foreign key (org_id, event_id) references webhook_events on delete cascade
);
create index webhook_deliveries_due on webhook_deliveries (next_attempt_at) where status = 'pending';
create index webhook_deliveries_by_endpoint on webhook_deliveries (org_id, endpoint_id, id desc);
create index webhook_deliveries_by_event on webhook_deliveries (org_id, event_id);
create index webhook_events_by_time on webhook_events (org_id, created_at);

do $$
declare
  table_name text;
begin
  foreach table_name in array array['webhook_endpoints', 'webhook_events', 'webhook_deliveries'] loop
    execute format('alter table %I enable row level security', table_name);
    execute format('alter table %I force row level security', table_name);
    execute format('create policy tenant on %I using (org_id = (select app_org())) with check (org_id = (select app_org()))', table_name);
    execute format('grant select, insert on %I to sluice_results, sluice_worker', table_name);
  end loop;
end
$$;
grant update, delete on webhook_endpoints to sluice_results;
grant update on webhook_deliveries to sluice_results, sluice_worker;
grant update on webhook_endpoints to sluice_worker;
grant delete on webhook_events, webhook_deliveries to sluice_worker;

-- The one thing a worker asks of all tenants: to which endpoints something is due. Ids only; those that failed least come first,
-- and each organization's first before anybody's second.
create policy owner on webhook_endpoints to sluice_owner using (true) with check (true);
create policy due on webhook_deliveries for select to sluice_owner using (true);
create function list_due_webhook_endpoints(most integer)
  returns table (org_id text, endpoint_id text, is_failing boolean)
  language sql stable security definer set search_path = public, pg_temp
  begin atomic
    select due.org_id, due.id, due.failures > 0
      from (select e.org_id, e.id, e.failures, row_number() over (partition by e.org_id order by e.failures, e.id) as turn
              from webhook_endpoints e
             where e.enabled and (e.locked_until is null or e.locked_until < clock_timestamp())
               and (e.not_before is null or e.not_before <= clock_timestamp())
               and exists (select from webhook_deliveries d
                            where d.org_id = e.org_id and d.endpoint_id = e.id and d.status = 'pending'
                              and d.next_attempt_at <= clock_timestamp())) due
     order by due.failures > 0, due.turn, due.failures limit most;
  end;
revoke all on function list_due_webhook_endpoints(integer) from public;
grant execute on function list_due_webhook_endpoints(integer) to sluice_worker;
