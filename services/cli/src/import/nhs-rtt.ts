import { counted } from '../text/counted.ts'
import { cell, endOfBritishMonth, type Importer, idOf, parseRows, type Row } from './imported.ts'

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/**
 * NHS England, referral to treatment: people waiting at the end of a month by site and specialty, and the median of how long they
 * have waited so far. Rows are one a commissioner and are added up. Part_2A is a part of Part_2, and C_999 a total: both would
 * count people twice. There is no figure of openings in it, and none is made up.
 */
export const importNhsRtt: Importer = async (read, { source }) => {
  const rows = parseRows(await read(''))
  const waiting = rows.filter(
    (row) => cell(row, 'RTT Part Type') === 'Part_2' && cell(row, 'Treatment Function Code') !== 'C_999',
  )
  const pairs = Map.groupBy(
    waiting,
    (row) => `${cell(row, 'Provider Org Code')} ${cell(row, 'Treatment Function Code')}`,
  )
  const events = [...pairs].flatMap(([pair, of]) => {
    const size = of.reduce((sum, row) => sum + count(row['Total All']), 0)
    const [first] = of
    const [locationId = '', serviceLine = ''] = pair.split(' ')
    if (first === undefined || size === 0) return []
    const time = monthEnd(cell(first, 'Period'))
    const data = { locationId, serviceLine, waitlistSize: size, ...medianOf(of) }
    return [{ specversion: '1.0' as const, id: `rtt-${idOf(pair, time)}`, source, type, time, data }]
  })
  const people = events.reduce((sum, { data }) => sum + data.waitlistSize, 0)
  return {
    events,
    notes: [`${counted(rows.length, 'row')}, ${events.length} sites and specialties, ${people} people waiting.`],
  }
}

const type = 'sluice.waitlist.observed.v1' as const

/** The 50 % point of the one-week bands, in a straight line within the band that holds it; in days to the tenth. */
function medianOf(rows: readonly Row[]): { waitDays: number; waitKind: 'median_waiting' } | Record<string, never> {
  const bands = Object.keys(rows[0] ?? {}).filter((column) => /^Gt \d+ .*Weeks SUM 1$/.test(column))
  const people = bands.map((band) => rows.reduce((sum, row) => sum + count(row[band]), 0))
  const half = people.reduce((sum, one) => sum + one, 0) / 2
  let before = 0
  for (const [week, inBand] of people.entries()) {
    if (inBand > 0 && before + inBand >= half)
      return { waitDays: Math.round(70 * (week + (half - before) / inBand)) / 10, waitKind: 'median_waiting' }
    before += inBand
  }
  return {}
}

/** Half of the sites leave a band of nobody empty, the others write 0. */
function count(text: string | undefined): number {
  return Number(text || 0)
}

function monthEnd(period: string): string {
  const [, name = '', year = ''] = /^RTT-([A-Z][a-z]+)-(\d{4})$/.exec(period) ?? []
  const month = months.indexOf(name) + 1
  if (month === 0) throw new Error('The file has a Period that is no month.')
  return endOfBritishMonth(Number(year), month)
}
