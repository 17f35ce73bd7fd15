import { percentDecoded } from './percent-encoding.ts'

const beyondAscii = /[^ -~]/
const dash = /[\p{Pd}\u00ad\u2043\u2212]/gu
const blank = /[\s\p{Z}\p{Cf}]/gu
const foreignDigit = /(?![0-9])\p{Nd}/gu
const isDigit = /^\p{Nd}$/u

/**
 * What a text says to who reads it: percent-encoding undone, digits of any script as ours, dashes of any kind as hyphens,
 * blanks of any kind, those without a width too, as blanks. Null where more encodings stand within each other than anybody means.
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
