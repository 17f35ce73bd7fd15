import { stringify } from 'csv-stringify/sync'

/**
 * Where a spreadsheet takes a text for a formula, or for our own mark (also in full width): at its start, and after what splits
 * cells where the decimal comma is used, since a cell that does not begin with a quote is split there in spite of its quotes.
 */
const DANGEROUS = /^(?=['=+\-@\t\r\n|＝＋－＠])|(?<=[;\t\r\n])(?=['"=+\-@\t\r\n|＝＋－＠])/gu

/** A text no spreadsheet runs: what could be a formula is marked with an apostrophe. `restoreText` takes it off again. */
export function defuseText(text: string): string {
  return text.replace(DANGEROUS, "'")
}

/** The text that was defused: one apostrophe less at its start and after each `;`, tab and line break, where there is one. */
export function restoreText(text: string): string {
  return text.replace(/(?<=^|[;\t\r\n])'/gu, '')
}

/** Whether a text may stand in a file unmarked. */
export function isHarmless(text: string): boolean {
  return text.search(DANGEROUS) === -1
}

/**
 * CSV by RFC 4180 with a header row and lines ended by CR LF. Cells are written as they are: the caller defuses texts.
 */
export function csvText(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return stringify([header, ...rows] as string[][], { record_delimiter: 'windows', quoted_match: /[;\t]/ })
}
