import type { NumberGroups } from './number-groups.ts'

/** Whether a day (ms UTC) is that of a report; any other day is taken for a date of birth. */
export type IsReportDay = (day: number) => boolean

/** A way to read a day, as it is written. */
interface Reading {
  year: string
  month: string
  day: string
}

const START = '(?<![0-9A-Za-z])'
const END = '(?![0-9A-Za-z])'
const GAP = '[^0-9A-Za-z]'
const YEAR = '(?:19|20)\\d{2}'
/** Of two digits, where they cannot mean a day or a month. */
const LATE_YEAR = '(?:3[2-9]|[4-9]\\d)'
const MONTH = '(?:0[1-9]|1[0-2])'
const DAY = '(?:0[1-9]|[12]\\d|3[01])'
const HOUR = '(?:[01]\\d|2[0-4])'
const SIXTY = '[0-5]\\d'
const CLOCK = `${HOUR}[-:._]?${SIXTY}(?:[-:._]?${SIXTY}(?:[.,]\\d{1,9})?)?(?:Z|[-+]\\d\\d:?\\d\\d)?(?![-:._]?[0-9A-Za-z])`
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Not any word that begins so: Decatur and Marietta are no months. */
const MONTH_NAME =
  '(?<n>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const ANY_DAY = '(?<d>0?[1-9]|[12]\\d|3[01])'

const hasYear = /(?:19|20)\d\d/
const hasCompactDay = /(?:19|20)\d{6}|\d{4}(?:19|20)\d\d/
const hasMonthName = new RegExp(months.join('|'), 'i')
/** A day as reports are called by, with the time of day if it has one: 2026-11-22, 20261122T081542Z, 2026-11-22_08-15-42. */
const moment = new RegExp(
  `${START}(?<y>${YEAR})([-._/:]?)(?<m>${MONTH})\\2(?<d>${DAY})(?:[T_ .:-]?${CLOCK}|(?=T\\d\\d)|${END})`,
  'gi',
)
const compactDays = [
  // Also the day of a moment: 19680131T0900, and 19680131090000 as HL7 has it.
  new RegExp(
    `${START}(?<y>${YEAR})(?<m>${MONTH})(?<d>${DAY})(?:(?:${HOUR}(?:${SIXTY}){1,2})?Z?${END}|(?=T\\d\\d))`,
    'gi',
  ),
  new RegExp(`${START}(?<m>${MONTH})(?<d>${DAY})(?<y>${YEAR})${END}`, 'g'),
]
const daysWithNames = [
  new RegExp(`${START}${ANY_DAY}${GAP}{0,2}${MONTH_NAME}${GAP}{0,2}(?<y>${YEAR})${END}`, 'gi'),
  new RegExp(`${START}${MONTH_NAME}${GAP}{0,2}${ANY_DAY}${GAP}{1,2}(?<y>${YEAR})${END}`, 'gi'),
  new RegExp(`${START}${ANY_DAY}${GAP}{1,2}${MONTH_NAME}${GAP}{1,2}(?<y>\\d\\d)${END}`, 'gi'),
  new RegExp(`${START}${MONTH_NAME}${GAP}{1,2}${ANY_DAY}${GAP}{1,2}(?<y>${LATE_YEAR})${END}`, 'gi'),
]
const isYear = whole(YEAR)
const isLateYear = whole(LATE_YEAR)
const isMonth = whole(MONTH)
const isDay = whole(DAY)

/**
 * A text without the days of reports. Their time of day would be read as a day of its own, and so would their last two
 * numbers with the one behind.
 */
export function withoutReportDays(text: string, isReportDay: IsReportDay): string {
  if (!hasYear.test(text)) return text
  return text.replace(moment, (found, year, _gap, month, day) =>
    isOfReport({ year, month, day }, isReportDay) ? '~' : found,
  )
}

/** Whether a text with these groups names a day that, however it is read, is not a report's. */
export function hasBirthday(text: string, groups: readonly NumberGroups[], isReportDay: IsReportDay): boolean {
  const isBirthday = (readings: readonly Reading[]) =>
    readings.length > 0 && !readings.some((reading) => isOfReport(reading, isReportDay))
  return groups.some((group) => isBirthday(readingsOf(group))) || daysWithoutGaps(text).some((day) => isBirthday([day]))
}

function daysWithoutGaps(text: string): Reading[] {
  const patterns = [...(hasCompactDay.test(text) ? compactDays : []), ...(hasMonthName.test(text) ? daysWithNames : [])]
  return patterns
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map(({ groups = {} }) => ({
      year: groups.y ?? '',
      month: groups.n === undefined ? (groups.m ?? '') : toMonth(groups.n),
      day: groups.d ?? '',
    }))
}

function toMonth(name: string): string {
  return String(months.indexOf(name.slice(0, 3).toLowerCase()) + 1)
}

function readingsOf({ parts, gaps, isAlone }: NumberGroups): Reading[] {
  if (!isAlone) return []
  return parts.some((part) => part.length === 4) ? withWholeYear(parts, gaps) : withShortYear(parts, gaps)
}

/** Between the signs that are usual in days, and twice the same, a month and a day need no zero. */
function withWholeYear([a, b, c]: NumberGroups['parts'], [s, t]: NumberGroups['gaps']): Reading[] {
  const isUsual = s === t && /^[-._/]$/.test(s)
  const padded = (part: string) => (isUsual ? part.padStart(2, '0') : part)
  const [first, second, third] = [padded(a), padded(b), padded(c)]
  return [
    { year: a, month: second, day: third },
    { year: c, month: first, day: second },
    { year: c, month: second, day: first },
  ].filter(({ year, month, day }) => isYear.test(year) && isMonth.test(month) && isDay.test(day))
}

/** Years of two digits: America's days, others only where nothing but a year can be meant. */
function withShortYear([a, b, c]: NumberGroups['parts'], [s, t]: NumberGroups['gaps']): Reading[] {
  // Between others stand versions, times of the day and the numbers of rooms.
  if (s !== t || !/^[-/]$/.test(s)) return []
  const americas = { year: c, month: a, day: b }
  const readings = [americas, { year: c, month: b, day: a }, { year: a, month: b, day: c }].filter(
    ({ year, month, day }) => /^\d\d$/.test(year) && isMonth.test(month) && isDay.test(day),
  )
  const isMeant = readings.some((reading) => reading === americas || isLateYear.test(reading.year))
  return isMeant ? readings : []
}

/** A year of two digits is one of either century. */
function isOfReport({ year, month, day }: Reading, isReportDay: IsReportDay): boolean {
  const years = year.length === 2 ? [`19${year}`, `20${year}`] : [year]
  return years.some((full) => isReportDay(Date.UTC(Number(full), Number(month) - 1, Number(day))))
}

function whole(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`)
}
