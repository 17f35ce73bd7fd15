// Makes nhs-rtt-2026-01.csv from the original extract; PROVENANCE.md says where that comes from and what the columns mean.
//
//   node services/standalone/sample/derive-nhs-rtt.ts <rtt_january_2026_nuffield_health.csv>
import { readFile, writeFile } from 'node:fs/promises'
import { parseCsv, textOf, toCsv } from './csv.ts'

type Row = Record<string, string>

/** A hospital's specialty. All figures are sums over the commissioners who pay, which the return has as rows of their own. */
interface Pair {
  siteCode: string
  siteName: string
  specialtyCode: string
  specialtyName: string
  waiting: number
  /** People by weeks waited so far: [0, 1), [1, 2) … and, last, more than 104. */
  waitingByWeek: number[]
  newReferrals: number
  treated: number
}

/** One line per hospital and specialty that somebody waits for, in order of their codes. */
export function deriveNhsRtt(original: string): string {
  // C_999 is the total over specialties: keeping it would count everybody twice.
  const rows = parseCsv(original).filter((row) => row['Treatment Function Code'] !== 'C_999')
  const boards = boardOfEachSite(rows)
  const pairs = sumPairs(rows).filter((pair) => pair.waiting > 0)
  const lines = pairs.map((pair) => ({
    site_code: pair.siteCode,
    site_name: pair.siteName,
    icb_name: boards.get(pair.siteCode) ?? '',
    specialty_code: pair.specialtyCode,
    specialty_name: pair.specialtyName,
    waiting: pair.waiting,
    median_wait_days: medianWaitDays(pair.waitingByWeek).toFixed(1),
    new_referrals: pair.newReferrals,
    treated: pair.treated,
  }))
  return toCsv(lines.sort((a, b) => compare(a.site_code, b.site_code) || compare(a.specialty_code, b.specialty_code)))
}

function sumPairs(rows: readonly Row[]): Pair[] {
  const pairs = new Map<string, Pair>()
  for (const row of rows) {
    const key = `${row['Provider Org Code']} ${row['Treatment Function Code']}`
    const pair = pairs.get(key) ?? emptyPair(row)
    pairs.set(key, pair)
    addRow(pair, row)
  }
  return [...pairs.values()]
}

function emptyPair(row: Row): Pair {
  return {
    siteCode: textOf(row, 'Provider Org Code'),
    siteName: textOf(row, 'Provider Org Name'),
    specialtyCode: textOf(row, 'Treatment Function Code'),
    specialtyName: textOf(row, 'Treatment Function Name'),
    waiting: 0,
    waitingByWeek: [],
    newReferrals: 0,
    treated: 0,
  }
}

/** Part_2A (those of the waiting who will be admitted) is a part of Part_2 and so left out. */
function addRow(pair: Pair, row: Row): void {
  const people = count(row['Total All'])
  const part = row['RTT Part Type']
  if (part === 'Part_1A' || part === 'Part_1B') pair.treated += people
  if (part === 'Part_3') pair.newReferrals += people
  if (part !== 'Part_2') return
  pair.waiting += people
  weekColumns(row).forEach((column, week) => {
    pair.waitingByWeek[week] = (pair.waitingByWeek[week] ?? 0) + count(row[column])
  })
}

/** Half of the hospitals leave a band of nobody empty, the others write 0. */
function count(text: string | undefined): number {
  return text ? Number(text) : 0
}

function weekColumns(row: Row): string[] {
  return Object.keys(row).filter((column) => /^Gt \d+ .*Weeks SUM 1$/.test(column))
}

/** The 50 % point of the bands, in a straight line within the band that holds it. */
function medianWaitDays(waitingByWeek: readonly number[]): number {
  const half = waitingByWeek.reduce((sum, people) => sum + people, 0) / 2
  let before = 0
  for (const [week, people] of waitingByWeek.entries()) {
    if (people > 0 && before + people >= half) return 7 * (week + (half - before) / people)
    before += people
  }
  throw new Error('nobody waits, so there is no median')
}

/** The integrated care board that most of a hospital's waiting people belong to: its region, as far as this set tells one. */
function boardOfEachSite(rows: readonly Row[]): Map<string, string> {
  const waiting = new Map<string, Map<string, number>>()
  for (const row of rows) {
    const board = row['Commissioner Parent Name']
    if (row['RTT Part Type'] !== 'Part_2' || !board) continue
    const boards = waiting.get(textOf(row, 'Provider Org Code')) ?? new Map<string, number>()
    waiting.set(textOf(row, 'Provider Org Code'), boards)
    boards.set(board, (boards.get(board) ?? 0) + count(row['Total All']))
  }
  return new Map([...waiting].map(([site, boards]) => [site, largest(boards)]))
}

function largest(boards: ReadonlyMap<string, number>): string {
  const [first] = [...boards].sort(([nameA, a], [nameB, b]) => b - a || compare(nameA, nameB))
  return first?.[0] ?? ''
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

if (import.meta.main) {
  const [original] = process.argv.slice(2)
  if (original === undefined) throw new Error('say where the original is')
  await writeFile(new URL('nhs-rtt-2026-01.csv', import.meta.url), deriveNhsRtt(await readFile(original, 'utf8')))
}
