-- Sessions of the dashboard that were ended before their time. Their cookies are signed and would open it until then, whichever process
-- is asked.
create table ended_dashboard_sessions (
  org_id text not null references organizations,
  session_id text not null,
  expires_at timestamptz not null,
  primary key (org_id, session_id)
);

alter table ended_dashboard_sessions enable row level security;
alter table ended_dashboard_sessions force row level security;
create policy tenant on ended_dashboard_sessions
  using (org_id = (select app_org())) with check (org_id = (select app_org()));
grant select, insert, delete on ended_dashboard_sessions to sluice_results;
