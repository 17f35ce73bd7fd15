-- Following plans: a process that holds open streams of many organizations asks once for all of them which plans are in force,
-- and which of its keys no longer are. Both answers are narrow, and only about what the process already knows by name.
create policy follow on pool_state for select to sluice_owner using (true);
create policy follow on pools for select to sluice_owner using (true);

create function list_plan_pointers(wanted_orgs text[], wanted_pools text[])
  returns table (org_id text, pool_id text, effective_number bigint)
  language sql stable security definer set search_path = public, pg_temp
  begin atomic
    select s.org_id, s.pool_id, s.effective_number
      from unnest(wanted_orgs, wanted_pools) as wanted (org_id, pool_id)
      join pool_state s on s.org_id = wanted.org_id and s.pool_id = wanted.pool_id
      join pools p on p.org_id = s.org_id and p.id = s.pool_id
     where p.archived_at is null;
  end;

create function list_keys_out_of_force(wanted text[]) returns setof text
  language sql stable security definer set search_path = public, pg_temp
  begin atomic
    select w.key_id from unnest(wanted) as w (key_id)
     where not exists (select from api_keys k
                        where k.key_id = w.key_id and k.revoked_at is null
                          and (k.expires_at is null or k.expires_at > clock_timestamp()));
  end;

revoke all on function list_plan_pointers(text[], text[]), list_keys_out_of_force(text[]) from public;
grant execute on function list_plan_pointers(text[], text[]), list_keys_out_of_force(text[]) to sluice_results;
