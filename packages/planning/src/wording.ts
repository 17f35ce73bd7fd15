import type { CellFacts } from './cell-facts.ts'
import type { PlanningInput } from './input.ts'
import { hoursToMs, toMs } from './instant.ts'
import { formatMoney } from './money.ts'
import type { Movement } from './movement.ts'
import type { PlaceFacts } from './place-facts.ts'
import { restingFigures } from './place-freshness.ts'

/** A cell as far as sentences speak of it. */
export interface WordedLeaf {
  id: string
  facts: CellFacts
  /** The money does not pay its floor. */
  isPaused: boolean
}

/** One line of a plan with what a sentence about it may need. */
export interface Line<L extends WordedLeaf = WordedLeaf> {
  leaf: L
  amountMinor: number
  previousMinor: number
  /** What the free optimum would have been. */
  optimumMinor: number
  reasons: readonly string[]
}

/** What is the same for all sentences of a plan. */
export interface Wording {
  input: PlanningInput
  /** `asOf` in milliseconds. */
  atMs: number
  labels: ReadonlyMap<string, string>
  /** Where the money of a cell that was cut went. */
  movementOf: (leafId: string) => Movement
  /** What the hurdle holds in the reserve, and the pool's amount, minor units a day. */
  hurdleMinor: number
  poolMinor: number
  /** Cells gated in the plan before. */
  gatedBefore: ReadonlySet<string>
  /** Groups whose minimum gave way. */
  relaxedGroups: ReadonlySet<string>
  /** Cells whose amount could be another: who is compared with "other clinics". */
  movableCells: number
}

/** The same with what the cell is called. */
export interface Named extends Wording {
  name: string
}

/** An amount as people write it. */
export function money(minor: number, { input }: Wording): string {
  return formatMoney(minor, input.currency, input.currencyExponent)
}

/** The cell's amount with its period. */
export function daily(line: Line, w: Wording): string {
  return `${money(line.amountMinor, w)} a day`
}

const currencyNames: Record<string, string> = { USD: 'dollar', CAD: 'dollar', AUD: 'dollar', EUR: 'euro', GBP: 'pound' }

/** What one unit of the currency is called. */
export function currencyName({ input }: Wording): string {
  return currencyNames[input.currency] ?? input.currency
}

/** `1 day`, `14 days`. */
export function days(count: number): string {
  return `${Math.round(count)} day${Math.round(count) === 1 ? '' : 's'}`
}

/** `a 41-day wait`, `an 81-day wait`. */
export function waitOf(count: number): string {
  const whole = String(Math.round(count))
  return `${/^(8|11$|18$)/.test(whole) ? 'an' : 'a'} ${whole}-day wait`
}

/** Age of what is known of the cell's place. */
export function age({ leaf }: Line, w: Wording): string {
  return ageOf(leaf.facts.place, w.atMs)
}

/** Age of the oldest figure the plan rests on: that is the one which holds the cells of a place. */
export function ageOf({ chosen, line }: PlaceFacts, atMs: number): string {
  const ages = restingFigures(chosen, line).map((figure) => atMs - toMs(figure.observedAt))
  const hours = Math.floor(Math.max(0, ...ages) / hoursToMs(1))
  if (hours >= 48) return days(Math.floor(hours / 24))
  return hours < 1 ? 'less than an hour' : `${hours} hour${hours === 1 ? '' : 's'}`
}
