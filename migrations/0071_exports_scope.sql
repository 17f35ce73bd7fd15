-- Making a file for a platform and reporting what was set have a scope of their own. Whoever decides could do both before, and
-- whoever manages keys passes on only what is held: such keys get it. Others are given more by people, not by an upgrade.
alter table api_keys no force row level security;
update api_keys set scopes = array_append(scopes, 'exports:write')
 where 'plans:decide' = any(scopes) and 'exports:write' <> all(scopes);
alter table api_keys force row level security;
