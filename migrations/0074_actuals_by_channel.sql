-- What was reported by channel for places that are not divided is added up; where nobody reports so, nothing is looked through to see that.
create index actuals_by_channel on actuals (org_id, location_id, service_line, date) where channel <> '';
