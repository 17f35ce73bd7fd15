-- as: admin
-- The run-time roles. None can log in, none owns a table, none bypasses row-level security; the login of DATABASE_URL is a
-- member of them (grantLogin) and each transaction chooses one with set_config('role', …, true). Roles belong to the whole
-- cluster, so another database, or another process migrating at this moment, may have made them already.
do $$
declare
  role_name text;
begin
  foreach role_name in array array['sluice_owner', 'sluice_ingest', 'sluice_worker', 'sluice_results', 'sluice_queue'] loop
    begin
      execute format('create role %I nologin nosuperuser nobypassrls', role_name);
    exception
      when duplicate_object or unique_violation then null;
    end;
  end loop;
end
$$;

grant sluice_owner, sluice_queue to current_user;

do $$
begin
  execute format('grant create, connect, temporary on database %I to sluice_owner, sluice_queue', current_database());
end
$$;

grant usage, create on schema public to sluice_owner;
grant usage on schema public to sluice_ingest, sluice_worker, sluice_results;
