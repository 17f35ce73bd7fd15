import { stringify } from 'csv-stringify/sync'

/** What a spreadsheet takes for a formula, or for our own mark, when a cell begins with it (also in full width). */
const DANGEROUS = /^['=+\-@\t\r\n|＝＋－＠]/u

/** A text no spreadsheet runs: what could be a formula is marked with an apostrophe. `restoreText` takes it off again. */
export function defuseText(text: string): string {
  return DANGEROUS.test(text) ? `'${text}` : text
}

/** The text that was defused: one apostrophe less, where there is one. */
export function restoreText(text: string): string {
  return text.startsWith("'") ? text.slice(1) : text
}

/** Whether a text may stand in a file unmarked. */
export function isHarmless(text: string): boolean {
  return !DANGEROUS.test(text)
}

/** CSV by RFC 4180 with a header row, lines ended by CR LF, every cell as it is: whoever fills it defuses what is text. */
export function csvText(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return stringify([header, ...rows] as string[][], { record_delimiter: 'windows' })
}
