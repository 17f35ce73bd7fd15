import { percentDecoded } from './percent-encoding.ts'

/** What a text may look like besides a name somebody gave to a machine or a place. */
export interface PersonNet {
  /** Whether a day or moment (ms UTC) is that of a report; any other day is taken for a date of birth. */
  isReportDay: (day: number) => boolean
  /** Ids of digits alone are this source's way of naming things: no telling them from record or phone numbers. */
  takesNumericIds: boolean
  /** Words for people, not an id: "Member 4711" may be an advertiser's account, so that no record number is looked for. */
  isProse?: boolean
  /** Names who decided, for whom an e-mail address is usual. */
  takesEmail?: boolean
}

// "Whole tokens only": a run of digits within a longer word or number is no number of its own.
const START = '(?<![0-9A-Za-z])'
const END = '(?![0-9A-Za-z])'
const token = (pattern: string, flags = '') => new RegExp(`${START}(?:${pattern})${END}`, flags)

/** No schema of ours takes a longer id or name. */
const MAX_CHARS = 512
/** Anything that interests us has one of these; the others are what the slower patterns below need. */
const worthALook = /\d\d|@|%40|patient/i
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH_NAME = `(?:${months.join('|')})[a-z]{0,6}`
const hasAt = /@|%40/
const hasKeyword = /mr|ssn|dob|med|pat|chart|acct|member/i
const hasLongNumber = /\d{7}/
const hasGroups = /\d[-._/ )]{1,2}\d+[-._/ ]\d|\dT\d|\+\d/
const hasFourBehind = /\d[-._ ]\d{4}/
const hasDay =
  /(?:19|20)\d\d(?:[-._/]\d|\d{4})|\d[-._/]?(?:19|20)\d\d|\d[-/]\d\d?[-/]\d\d(?!\d)|[a-z][-._ ,\d]*(?:19|20)\d\d/i
const email = /[^\s/](?:@|%40)[^\s/]/i
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const RECORD_NUMBER = '(?:[-_.]?(?:id|no|nr|num(?:ber)?))?[-_.:#=/ ]*'
/** Some hospitals put letters before, within or behind the digits. */
const record = token(
  `(?:(?:mrn|ssn|dob|med(?:ical)?[-_.]?rec(?:ord)?)${RECORD_NUMBER}(?:[a-z]{0,3}\\d+(?:\\d|[a-z]\\d+)[a-z]?|${UUID})` +
    `|pat(?:ient)?${RECORD_NUMBER}(?:\\d{2,}|[a-z]\\d{4,}|${UUID})` +
    // Fewer digits number a thing, and four may be a year: acct-2, mr-2026.
    `|(?:mr|chart|acct|member)${RECORD_NUMBER}[a-z]{0,3}(?!(?:19|20)\\d\\d(?!\\d))\\d{4,}[a-z]?)`,
  'i',
)
// Numbers with these gaps are in no UUID and no ULID, so that a word they are stuck to takes nothing from them.
const glued = (pattern: string) => token(`[A-Za-z]*(?:${pattern})[A-Za-z]*`)
const ssn = glued('\\d{3}([-._ ])\\d{2}\\1\\d{4}')
const phone = glued('(?:1[-._ ]?)?(?:\\(\\d{3}\\) ?|\\d{3}[-._ ])\\d{3}[-._ ]\\d{4}')
const internationalPhone = /\+\d[\d .()-]{6,18}\d(?![0-9A-Za-z])/
/** Medicare's number of a beneficiary: 11 signs, without S, L, O, I, B and Z; written with or without its hyphens. */
const MBI_LETTER = '[AC-HJKMNP-RT-Y]'
const mbi = token(
  `[1-9]${MBI_LETTER}(?:${MBI_LETTER}|\\d)\\d(?<h>-?)${MBI_LETTER}(?:${MBI_LETTER}|\\d)\\d\\k<h>${MBI_LETTER}{2}\\d{2}`,
)
/** Nine digits as they are issued; ten as North America dials them. */
const bareSsn = token('(?!000|666|9)\\d{3}(?!00)\\d{2}(?!0000)\\d{4}')
const barePhone = token('1?[2-9]\\d{2}[2-9]\\d{6}')

const YEAR = '(?:19|20)\\d{2}'
const MONTH = '0?[1-9]|1[0-2]'
const DAY = '0?[1-9]|[12]\\d|3[01]'
const TWO_MONTH = '(?:0[1-9]|1[0-2])'
const TWO_DAY = '(?:0[1-9]|[12]\\d|3[01])'
const days = [
  // Also the day of a moment: 1968-01-31T00:00:00Z.
  new RegExp(`${START}(?<y>${YEAR})([-._/])(?<m>${MONTH})\\2(?<d>${DAY})(?:${END}|(?=T\\d\\d))`, 'g'),
  // Without signs between: alone, or one token of several, but not the first of a UUID.
  new RegExp(`${START}(?<y>${YEAR})(?<m>${TWO_MONTH})(?<d>${TWO_DAY})(?:${END}(?!-[0-9a-f]{4}-)|(?=T\\d\\d))`, 'gi'),
  new RegExp(`${START}(?<m>${TWO_MONTH})(?<d>${TWO_DAY})(?<y>${YEAR})${END}(?!-[0-9a-f]{4}-)`, 'gi'),
  // 7feb1925 and 1dec2001 are also the first signs of a UUID.
  new RegExp(
    `${START}(?<d>${DAY})[-._ ]?(?<n>${MONTH_NAME})[-._ ]?(?<y>${YEAR})${END}(?!-[0-9a-f]{4}-[0-9a-f]{4}-)`,
    'gi',
  ),
  token(`(?<n>${MONTH_NAME})[-._ ]?(?<d>${DAY})(?:[-._ ]|, ?)(?<y>${YEAR})`, 'gi'),
  // A year of two digits: with signs that no version has, and a day and month of two digits each.
  token(`(?<m>${TWO_MONTH})([-/])(?<d>${TWO_DAY})\\2(?<y>\\d{2})`, 'g'),
  token(`(?<m>${MONTH})([-._/])(?<d>${DAY})\\2(?<y>${YEAR})`, 'g'),
  token(`(?<d>${DAY})([-._/])(?<m>${MONTH})\\2(?<y>${YEAR})`, 'g'),
]
/** As long as record, phone and social security numbers; shorter ones number shops and stations, longer ones moments. */
const numericId = /^\d{7,11}$/

/** Why a text may name a person, in words that repeat nothing of it; null where it does not look so. */
export function personIn(text: string, net: PersonNet): string | null {
  if (text.length > MAX_CHARS) return null
  const plain = percentDecoded(text)
  if (plain === null) return 'is percent-encoded many times over, and may say anything'
  return lookAt(text, net) ?? (plain === text ? null : lookAt(plain, net))
}

function lookAt(text: string, net: PersonNet): string | null {
  if (!worthALook.test(text)) return null
  if (!net.takesEmail && hasAt.test(text) && email.test(text)) return 'looks like an e-mail address'
  if (!net.isProse && hasKeyword.test(text) && record.test(text)) return 'looks like a record number'
  if (mbi.test(text)) return 'looks like a Medicare number'
  if (!net.takesNumericIds && hasLongNumber.test(text) && hasPersonalNumber(text, net))
    return 'looks like a number of a person'
  const grouped = hasGroups.test(text) ? groupsIn(text) : null
  if (grouped !== null) return grouped
  return hasDay.test(text) && hasBirthday(text, net) ? 'looks like a date of birth' : null
}

function groupsIn(text: string): string | null {
  const endsInFour = hasFourBehind.test(text)
  if (endsInFour && ssn.test(text)) return 'looks like a social security number'
  if ((endsInFour && phone.test(text)) || internationalPhone.test(text)) return 'looks like a phone number'
  return null
}

function hasPersonalNumber(text: string, { isReportDay }: PersonNet): boolean {
  // Seconds since 1970 make a handy id, and so does the day.
  const isMoment = (part: string) => isReportDay(Number(part) * 1_000) || isReportDay(compactDay(part))
  const isHarmless = (part: string) => isProviderNumber(part) || isMoment(part)
  const isNumeric = text.split(/[/|]/).some((part) => numericId.test(part) && !isHarmless(part))
  return isNumeric || bareSsn.test(text) || (barePhone.test(text) && !isProviderNumber(text))
}

function hasBirthday(text: string, { isReportDay, takesNumericIds }: PersonNet): boolean {
  if (takesNumericIds && /^\d+$/.test(text)) return false
  return days.some((pattern) =>
    [...text.matchAll(pattern)].some(({ groups: { y, m, n, d } = {} }) => {
      const month = n === undefined ? Number(m) - 1 : months.indexOf(n.slice(0, 3).toLowerCase())
      return !yearsOf(Number(y)).some((year) => isReportDay(Date.UTC(year, month, Number(d))))
    }),
  )
}

/** Of two digits: in either century. */
function yearsOf(year: number): number[] {
  return year < 100 ? [1900 + year, 2000 + year] : [year]
}

/** 20261122 as ms UTC; NaN for what is no day. */
function compactDay(text: string): number {
  return text.length === 8 ? Date.parse(text.replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3')) : Number.NaN
}

/** A National Provider Identifier names a clinic or a clinician: ten digits whose last one checks the others (Luhn, behind 80840). */
function isProviderNumber(text: string): boolean {
  if (!/^[12]\d{9}$/.test(text)) return false
  const digits = [...`80840${text}`].reverse().map(Number)
  const sum = digits.reduce((total, digit, index) => total + (index % 2 === 0 ? digit : doubled(digit)), 0)
  return sum % 10 === 0
}

function doubled(digit: number): number {
  return digit > 4 ? 2 * digit - 9 : 2 * digit
}
