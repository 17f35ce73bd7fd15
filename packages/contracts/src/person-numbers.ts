import type { NumberGroups } from './number-groups.ts'
import type { IsReportDay } from './person-days.ts'

const token = (pattern: string, flags = '') => new RegExp(`(?<![0-9A-Za-z])(?:${pattern})(?![0-9A-Za-z])`, flags)

const GAP = '[^0-9A-Za-z]{1,2}'
const hasLongNumber = /\d{7}/
/** Nine digits as they are issued; ten as North America dials them. */
const SSN = '(?!000|666|9)\\d{3}(?!00)\\d{2}(?!0000)\\d{4}'
const bareSsn = token(SSN)
const barePhone = token('1?[2-9]\\d{2}[2-9]\\d{6}')
/** Up to 15 digits, of which the first are a country's. */
const internationalPhone = /\+[1-9](?:[^0-9A-Za-z]{0,2}\d){6,14}(?![0-9A-Za-z])/
/** As long as record, phone and social security numbers; shorter ones number shops and stations, longer ones moments. */
const numericId = /^\d{7,11}$/

const LETTER = '[AC-HJKMNP-RT-Y]'
const beneficiary = (gap: string) =>
  `[1-9]${LETTER}(?:${LETTER}|\\d)\\d${gap}${LETTER}(?:${LETTER}|\\d)\\d${gap}${LETTER}{2}\\d{2}`
const hasMedicare = /\d{9}[A-Z]|[1-9][a-z][a-z\d]\d[^0-9A-Za-z]{0,2}[a-z][a-z\d]\d/i
const medicare = [
  // 11 signs, without S, L, O, I, B and Z. Small and capital letters in one word are an id by chance.
  token(beneficiary(GAP), 'i'),
  token(beneficiary('')),
  token(beneficiary('').replaceAll(LETTER, LETTER.toLowerCase())),
  // Until 2019 a social security number with a letter behind; a small one is as common in hexadecimal ids.
  token(`${SSN}[A-HJKMTW][0-9A-Z]?`),
]

export function isMedicareNumber(text: string): boolean {
  return hasMedicare.test(text) && medicare.some((pattern) => pattern.test(text))
}

/** Digits alone: all of a text or of one of its parts, or a token that is issued or dialled as it stands. */
export function isPersonalNumber(text: string, isReportDay: IsReportDay): boolean {
  if (!hasLongNumber.test(text)) return false
  // Seconds since 1970 make a handy id, and so does the day.
  const isMoment = (part: string) => isReportDay(Number(part) * 1_000) || isReportDay(compactDay(part))
  const isHarmless = (part: string) => isProviderNumber(part) || isMoment(part)
  const isNumeric = text.split(/[/|]/).some((part) => numericId.test(part) && !isHarmless(part))
  return isNumeric || bareSsn.test(text) || (barePhone.test(text) && !isProviderNumber(text))
}

export function isSocialSecurityNumber({ parts: [a, b, c] }: NumberGroups): boolean {
  return a.length === 3 && b.length === 2 && c.length === 4
}

/**
 * Between the signs that are usual in phone numbers any number counts, between others only one that can be dialled: ids
 * are separated like that as well.
 */
export function isPhoneNumber({ parts: [a, b, c], gaps }: NumberGroups): boolean {
  if (b.length !== 3 || c.length !== 4) return false
  if (gaps.every((gap) => /^(?:[-._ ]|\) ?)$/.test(gap))) return a.length === 3 || /^1\d{3}$/.test(a)
  return /^[2-9]\d{2}$/.test(a) && /^[2-9]/.test(b)
}

export function isInternationalPhoneNumber(text: string): boolean {
  return text.includes('+') && internationalPhone.test(text)
}

/** 20261122 as ms UTC; NaN for what is no day. */
function compactDay(text: string): number {
  return text.length === 8 ? Date.parse(text.replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3')) : Number.NaN
}

/**
 * A National Provider Identifier names a clinic or a clinician: ten digits whose last one checks the others (Luhn,
 * behind 80840).
 */
function isProviderNumber(text: string): boolean {
  if (!/^[12]\d{9}$/.test(text)) return false
  const digits = [...`80840${text}`].reverse().map(Number)
  const sum = digits.reduce((total, digit, index) => total + (index % 2 === 0 ? digit : doubled(digit)), 0)
  return sum % 10 === 0
}

function doubled(digit: number): number {
  return digit > 4 ? 2 * digit - 9 : 2 * digit
}
