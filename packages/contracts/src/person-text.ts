import { percentDecoded } from './percent-encoding.ts'

const beyondAscii = /[^ -~]/
const dash = /[\p{Pd}\u00ad\u2043\u2212]/gu
const blank = /[\s\p{Z}\p{Cf}]/gu
const foreignDigit = /(?![0-9])\p{Nd}/gu
const isDigit = /^\p{Nd}$/u

/**
 * A text as its reader sees it: percent-encoding undone, digits of any script as ours, dashes of any kind as hyphens,
 * spaces of any kind, also those without a width, as spaces. Null where encodings are nested more deeply than anybody
 * means.
 */
export function readAs(text: string): string | null {
  const decoded = percentDecoded(text)
  if (decoded === null || !beyondAscii.test(decoded)) return decoded
  const signs = decoded.normalize('NFKC').replace(dash, '-').replace(blank, ' ')
  return signs.replace(foreignDigit, toOurDigit)
}

/** Unicode has the digits of a script in a row from its zero on, and some rows right behind each other. */
function toOurDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let zero = code
  while (isDigit.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String((code - zero) % 10)
}
