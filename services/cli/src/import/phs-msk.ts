import { counted } from '../text/counted.ts'
import { cell, endOfBritishMonth, type Importer, idOf, parseRows, slug } from './imported.ts'

/**
 * Public Health Scotland, musculoskeletal waits: people waiting by health board and profession at the end of a month, and their
 * median wait in whole weeks. The line of all professions would count everybody twice. An empty figure is unknown.
 */
export const importPhsMsk: Importer = async (read, { source }) => {
  const rows = parseRows(await read('')).filter((row) => !cell(row, 'Specialty').startsWith('All '))
  const known = rows.filter((row) => cell(row, 'Number of patients waiting') !== '')
  const events = known.map((row) => {
    const [, month = '', year = ''] = /^01\/(\d\d)\/(\d\d)$/.exec(cell(row, 'Month')) ?? []
    if (month === '') throw new Error('The file has a Month that is not valid.')
    const time = endOfBritishMonth(2000 + Number(year), Number(month))
    const [locationId, specialty] = [cell(row, 'HBT'), cell(row, 'Specialty')]
    const median = cell(row, 'MedianWaitWeeks')
    const wait = median === '' ? {} : { waitDays: 7 * Number(median), waitKind: 'median_waiting' }
    const data = {
      locationId,
      serviceLine: slug(specialty),
      waitlistSize: Number(cell(row, 'Number of patients waiting')),
    }
    const id = `msk-${idOf(locationId, specialty, time)}`
    return {
      specversion: '1.0' as const,
      id,
      source,
      type: 'sluice.waitlist.observed.v1' as const,
      time,
      data: { ...data, ...wait },
    }
  })
  return {
    events,
    notes: [
      `${counted(rows.length, 'row')} of professions, ${rows.length - known.length} without a count: unknown, no event.`,
    ],
  }
}
