import { UUID, withoutMachineNames } from './machine-names.ts'
import { type NumberGroups, numberGroupsOf } from './number-groups.ts'
import { hasBirthday, type IsReportDay, withoutReportDays } from './person-days.ts'
import {
  isInternationalPhoneNumber,
  isMedicareNumber,
  isPersonalNumber,
  isPhoneNumber,
  isSocialSecurityNumber,
} from './person-numbers.ts'
import { readAs } from './person-text.ts'

/** What a text may look like besides a name somebody gave to a machine or a place. */
export interface PersonNet {
  isReportDay: IsReportDay
  /** Ids of digits alone are this source's way of naming things: they cannot be told from record or phone numbers. */
  takesNumericIds: boolean
  /** Words for people, not an id: "Member 4711" may be an advertiser's account, so that no record number is looked for. */
  isProse?: boolean
  /** Names who decided, for whom an e-mail address is usual. */
  takesEmail?: boolean
}

/** No schema of ours takes a longer id or name. */
const MAX_CHARS = 512
/** Anything that interests us has one of these; the others are what the slower patterns need. */
const worthALook = /\d\d|@|%40|patient|mrn|ssn|dob|rec/i
const hasAt = /@|%40/
const email = /[^\s/](?:@|%40)[^\s/]/i
const hasKeyword = /mr|ssn|dob|med|pat|chart|acct|member/i
const NUMBER = '(?:[-_.]?(?:id|no|nr|num(?:ber)?))?'
const RECORD_NUMBER = `${NUMBER}[-_.:#=/ ]*`
/** Some hospitals put letters before, within or behind the digits: three in a row, more are a word. */
const mixed = (digits: number) =>
  `${NUMBER}[-_.:#=/ ]+(?=(?:[a-z]*\\d){${digits}})[a-z]{0,3}(?:\\d+[a-z]{1,3})*\\d+[a-z]{0,3}`
/** "Whole tokens only": a run of digits within a longer word or number is no number of its own. */
const record = new RegExp(
  `(?<![0-9A-Za-z])(?:(?:mrn|ssn|dob|med(?:ical)?[-_.]?rec(?:ord)?)(?:${mixed(2)}|${RECORD_NUMBER}(?:[a-z]{0,3}\\d+(?:\\d|[a-z]\\d+)[a-z]?|${UUID}))` +
    `|patient${mixed(4)}` +
    `|pat(?:ient)?${RECORD_NUMBER}(?:\\d{2,}|[a-z]\\d{4,}|${UUID})` +
    // Fewer digits number a thing, and four may be a year: acct-2, mr-2026.
    `|(?:mr|chart|acct|member)${RECORD_NUMBER}[a-z]{0,3}(?!(?:19|20)\\d\\d(?!\\d))\\d{4,}[a-z]?)(?![0-9A-Za-z])`,
  'i',
)

/** Why a text may name a person, in words that repeat nothing of it; null if it does not look so. */
export function personIn(text: string, net: PersonNet): string | null {
  if (text.length > MAX_CHARS) return null
  const plain = readAs(text)
  if (plain === null) return 'is percent-encoded many times over, and may say anything'
  // The first reason found; the text is also checked as written, where 123%45-6789 may be meant as it stands.
  return lookAt(plain, net) ?? (plain === text ? null : lookAt(text, net))
}

function lookAt(text: string, net: PersonNet): string | null {
  if (!worthALook.test(text)) return null
  if (!net.takesEmail && hasAt.test(text) && email.test(text)) return 'looks like an e-mail address'
  if (!net.isProse && hasKeyword.test(text) && record.test(text)) return 'looks like a record number'
  const rest = withoutMachineNames(text)
  if (isMedicareNumber(rest)) return 'looks like a Medicare number'
  if (!net.takesNumericIds && isPersonalNumber(rest, net.isReportDay)) return 'looks like a number of a person'
  return lookAtGroups(withoutReportDays(rest, net.isReportDay), net)
}

function lookAtGroups(text: string, net: PersonNet): string | null {
  const groups = numberGroupsOf(text)
  const written = net.takesNumericIds && !net.isProse ? groups.filter((group) => !isPath(group)) : groups
  if (written.some(isSocialSecurityNumber)) return 'looks like a social security number'
  if (written.some(isPhoneNumber) || isInternationalPhoneNumber(text)) return 'looks like a phone number'
  if (net.takesNumericIds && /^\d+$/.test(text)) return null
  return hasBirthday(text, groups, net.isReportDay) ? 'looks like a date of birth' : null
}

/** Three ids of a source that names things by numbers. */
function isPath({ gaps }: NumberGroups): boolean {
  return gaps.every((gap) => gap === '/' || gap === '|')
}
