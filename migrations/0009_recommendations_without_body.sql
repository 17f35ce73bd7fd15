-- Which plan a cell's line last changed in, and where the cell is: what finds the plans of a clinic. The lines themselves are
-- read from the plan, so that all of a page are of one. The column stays until no version that writes it runs any more.
alter table recommendations alter column body drop not null;
