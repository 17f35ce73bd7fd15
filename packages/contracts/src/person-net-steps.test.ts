import { beforeAll, describe, expect, test, vi } from 'vitest'
import { countSteps } from '../test/counting-matcher.ts'
import { type PersonNet, personIn } from './person-net.ts'

/** No text that is looked at is longer (person-net.ts). */
const MOST_CHARS = 512
/** The most any of them takes is 114, for "[" over and over: what stands between brackets is looked at 38 signs ahead. */
const STEPS_A_CHAR = 150

/** Each is looked at by patterns that the others do not reach. */
const samples = [
  '123-45-6789',
  '404-555-1234',
  '(404) 555-1234',
  '1-404-555-1234',
  'smyrna_1234567',
  '1eg4-te5-mk73',
  '1EG4TE5MK73',
  '1eg4te5mk73',
  'a123456789A',
  '1404.555.1234',
  '404/555/1234',
  '68-01-31',
  'jane@roe.example',
  '1968-01-31',
  '1/31/68',
  '19680131120000',
  '01311968',
  '31 jan 1968',
  'jan 31 68',
  '+49 30 1234567',
  'mrn-12345',
  '10.0.0.1 aa:bb:cc:dd:ee:ff',
  '12345678-bcde-4bcd-8bcd-abcdefabcdef',
  '/p/%31%32',
  '٣٣',
  '1234567890/4711',
]
const nets: PersonNet[] = [
  { isReportDay: () => false, takesNumericIds: false },
  { isReportDay: () => true, takesNumericIds: true },
]

// What patterns look for, alone and in twos, over and over; behind what begins a match, before what ends all hope of one.
const beginnings = ['', 'mrn-', 'acct', '31 jan']
const units = ['1', '9', 'a', '-', '.', ' ', '[', 'a1', 'mrn', '::']
const ends = ['!', 'zzzz']
const recipes = beginnings.flatMap((begins) =>
  units.flatMap((one) =>
    ['', ...units].flatMap((other) => ends.map((end) => ({ begins, repeated: one + other, end }))),
  ),
)
type Recipe = (typeof recipes)[number]

function textOf({ begins, repeated, end }: Recipe, chars: number): string {
  return `${begins}${repeated.repeat(chars)}`.slice(0, chars - end.length) + end
}

const stepsOf = (pattern: RegExp, recipe: Recipe, chars: number) =>
  countSteps(pattern, textOf(recipe, chars), 1_000 * chars).steps

/** Every pattern by which these texts are looked at; all that the net has run through `exec`, whatever it is used by. */
function patternsOfNet(): RegExp[] {
  const found = new Map<string, RegExp>()
  const { exec } = RegExp.prototype
  const spy = vi.spyOn(RegExp.prototype, 'exec').mockImplementation(function (this: RegExp, text) {
    found.set(String(this), this)
    return exec.call(this, text)
  })
  try {
    for (const net of nets) for (const text of samples) personIn(text, net)
  } finally {
    spy.mockRestore()
  }
  return [...found.values()]
}

describe('no text makes the net for persons look twice and twice again', () => {
  let patterns: RegExp[] = []
  beforeAll(() => {
    patterns = patternsOfNet()
  })

  test('all patterns of the net are looked at', () => {
    // A pattern more: let a sample reach it. One less: none does any more.
    expect(patterns).toHaveLength(54)
  })

  test('steps are counted of matches as JavaScript finds them', () => {
    const others = [/a+?b?/, /a{2,}/, /(a|ab)(c|bcd)(d*)/, /(?<=(\w+))-\1/, /(?<!a)b|^a/, /[^a-c]$/i]
    for (const pattern of [...patterns, ...others])
      for (const text of [...samples, 'aaab abcd', 'ab-ab xB', 'abac']) {
        const found = [...text.matchAll(new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, '')}g`))]
        expect([String(pattern), text, countSteps(pattern, text, 100_000).found]).toEqual([
          String(pattern),
          text,
          found.map(({ 0: match, index }) => ({ index, text: match })),
        ])
      }
  })

  test('a text of twice the length takes twice the steps, whichever is the worst', () => {
    for (const pattern of patterns) {
      const worst = recipes
        .map((recipe) => ({ recipe, steps: stepsOf(pattern, recipe, 24) }))
        .sort((a, b) => b.steps - a.steps)
        .slice(0, 3)
      for (const { recipe } of worst) {
        const [half, whole] = [MOST_CHARS / 2, MOST_CHARS].map((chars) => stepsOf(pattern, recipe, chars))
        const told = `${String(pattern)} on ${JSON.stringify(recipe)}`
        expect(Number(whole) / Number(half), told).toBeLessThan(2.2)
        expect(Number(whole) / MOST_CHARS, told).toBeLessThan(STEPS_A_CHAR)
      }
    }
  })

  test('a pattern that does look again and again is found out', () => {
    const bad = /(?:[a-z0-9]+)*-/
    expect(() => stepsOf(bad, { begins: '', repeated: 'a1', end: '!' }, 32)).toThrow('more than 32000 steps')
  })
})
