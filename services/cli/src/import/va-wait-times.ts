import { counted } from '../text/counted.ts'
import { cell, type Imported, type ImportedEvent, type Importer, idOf, parseRows, type Row, slug } from './imported.ts'

/**
 * US Veterans Affairs: daily mean waits. A row's wait is that of its report date, which has no time of day: noon UTC is
 * taken. The moment it was collected, noon UTC likewise, counts as when it was written down, so that of several rows of
 * one report date the later arrival wins. `N/A` is unknown and gives no event; `0.0` is a wait of no days.
 */
export const importVaWaitTimes: Importer = async (read, { source, oneIdPerReport }) => {
  const rows = parseRows(await read(''))
  const known = rows.filter((row) => cell(row, 'new_patient_avg_wait_days') !== 'N/A')
  const events = known.map((row): ImportedEvent => {
    const [reported, collected] = [cell(row, 'report_date'), cell(row, 'collected_on')]
    const key = [cell(row, 'facility'), reported, cell(row, 'appointment_type')]
    return {
      specversion: '1.0',
      id: `va-${oneIdPerReport ? idOf(...key) : idOf(...key, collected)}`,
      source,
      type: 'sluice.waitlist.observed.v1',
      time: `${reported}T12:00:00Z`,
      // With one id, a repeat of the same figure is the same event only if nothing else of it differs.
      ...(oneIdPerReport ? {} : { recordedtime: `${collected}T12:00:00Z` }),
      data: {
        locationId: slug(cell(row, 'facility')),
        serviceLine: slug(cell(row, 'appointment_type')),
        waitDays: Number(cell(row, 'new_patient_avg_wait_days')),
        waitKind: 'mean_completed',
      },
    }
  })
  return { events, notes: notesOf(rows, known) }
}

function notesOf(rows: readonly Row[], known: readonly Row[]): Imported['notes'] {
  const waits = ['established_patient_avg_wait_days', 'new_patient_avg_wait_days']
  const groups = groupOf(rows)
  const differing = (found: Row[][], columns: readonly string[]) =>
    found.filter((group) => new Set(group.map((row) => columns.map((column) => cell(row, column)).join(' '))).size > 1)
      .length
  const inNew = differing(groupOf(known), waits.slice(1))
  return [
    `${counted(rows.length, 'row')}, ${groups.length} of them with a facility, report date and type of their own; ${rows.length - groups.length} repeat one.`,
    `In ${differing(groups, waits)} groups the figures differ, in ${inNew} of them the wait of new patients, which is what an event carries.`,
    `${counted(rows.length - known.length, 'row has', 'rows have')} no wait of new patients: unknown, no event.`,
  ]
}

function groupOf(rows: readonly Row[]): Row[][] {
  return [
    ...Map.groupBy(rows, (row) =>
      [cell(row, 'facility'), cell(row, 'report_date'), cell(row, 'appointment_type')].join('|'),
    ).values(),
  ]
}
