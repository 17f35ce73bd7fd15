/** Three numbers with one or two signs between each, as people's numbers and days are written. */
export interface NumberGroups {
  parts: readonly [string, string, string]
  gaps: readonly [string, string]
  /** No word is stuck to them; the time of a day may be. */
  isAlone: boolean
}

const GAP = '([^0-9A-Za-z]{1,2})'
const NUMBER = '(\\d{1,4})'
/** Only the first number and its gap are consumed, so that each number is looked at as the first of three. */
const groups = new RegExp(
  `(?=\\d)(?<=(?:^|[^0-9A-Za-z])([A-Za-z]*))${NUMBER}${GAP}(?=${NUMBER}${GAP}${NUMBER}(?!\\d)([A-Za-z]*)(\\d?))`,
  'g',
)
const hasGroups = /\d[^0-9A-Za-z]{1,2}\d{1,4}[^0-9A-Za-z]{1,2}\d/

/** A word may be stuck to them at either end, but no word that holds another number: that is a machine's way of naming. */
export function numberGroupsOf(text: string): NumberGroups[] {
  if (!hasGroups.test(text)) return []
  return [...text.matchAll(groups)].flatMap(
    ([, wordBefore, a = '', s = '', b = '', t = '', c = '', wordBehind, digit]) => {
      const isTime = digit !== '' && (wordBehind === 'T' || wordBehind === 't')
      if (digit !== '' && !isTime) return []
      return { parts: [a, b, c], gaps: [s, t], isAlone: wordBefore === '' && (wordBehind === '' || isTime) }
    },
  )
}
