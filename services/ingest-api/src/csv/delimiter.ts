/** What parts the cells of a spreadsheet. */
export type Delimiter = ',' | ';' | '\t'

const delimiters: readonly Delimiter[] = [',', ';', '\t']
const BYTE_ORDER_MARK = Buffer.from('\ufeff')
/** Blanks, line breaks, quotes and delimiters: a line of these alone is no header. */
const saysNothing = new Set(Buffer.from(' \t\r\n",;'))
/** Longer lines are refused anyhow. */
const MAX_LINE_BYTES = 16_384

/**
 * The one that the header has most of: no column of ours has any of them in its name, so that a comma in a cell below
 * is never taken for another cell in a file with semicolons or tabs. A comma where there is none.
 */
export function delimiterOf(body: Buffer): Delimiter {
  const mark = body.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0
  const from = body.findIndex((byte, at) => at >= mark && !saysNothing.has(byte))
  if (from < 0) return ','
  const [line = ''] = body.toString('latin1', from, from + MAX_LINE_BYTES).split(/[\r\n]/, 1)
  const countOf = (delimiter: Delimiter) => line.split(delimiter).length
  return delimiters.reduce((best, delimiter) => (countOf(delimiter) > countOf(best) ? delimiter : best))
}
