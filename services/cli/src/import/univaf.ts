import { cell, type Importer, idOf, parseRows, type Row } from './imported.ts'

const DAY_MS = 86_400_000

/**
 * UNIVAF, vaccination appointments: open and taken by store and day. The first day a store lists is its today. Days of
 * which nothing is known to exist (open and taken 0: closed, or not opened for booking yet) add nothing; a store with
 * nothing but such days gives no event, since nothing is not full.
 */
export const importUnivaf: Importer = async (read, { source, horizonDays, serviceLine }) => {
  const stores = Map.groupBy(parseRows(await read('')), (row) => cell(row, 'location_id'))
  const events = [...stores].flatMap(([locationId, days]) => {
    const { open, total } = sumOf(days, horizonDays)
    const time =
      days
        .map((day) => cell(day, 'valid_at'))
        .sort()
        .at(-1) ?? ''
    if (total === 0) return []
    const data = { locationId, serviceLine, horizonDays, newPatientSlotsTotal: total, newPatientSlotsOpen: open }
    const id = `univaf-${idOf(locationId, time, serviceLine, String(horizonDays))}`
    return [{ specversion: '1.0' as const, id, source, type: 'sluice.capacity.observed.v1' as const, time, data }]
  })
  return {
    events,
    notes: [`${stores.size} stores, ${stores.size - events.length} without any appointment: unknown, no event.`],
  }
}

function sumOf(days: readonly Row[], horizonDays: number): { open: number; total: number } {
  const dates = days.map((day) => Date.parse(cell(day, 'date')))
  const until = Math.min(...dates) + horizonDays * DAY_MS
  const within = days.filter((day) => Date.parse(cell(day, 'date')) < until)
  const sum = (column: string) => within.reduce((total, day) => total + Number(cell(day, column)), 0)
  const open = sum('available_count')
  return { open, total: open + sum('unavailable_count') }
}
