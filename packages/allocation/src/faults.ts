import { AMOUNT_LIMIT_MINOR, type ProblemError } from './problem.ts'

const AT_MOST = 100
const LEAST_SPEND_MINOR = 1e-6

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Collects what is wrong, each with its JSON pointer. Values from outside are never echoed. */
export class Faults {
  readonly list: ProblemError[] = []
  readonly strict: boolean

  constructor(strict: boolean) {
    this.strict = strict
  }

  /** False once enough is known: a file of a million faults is not worth a million sentences. */
  get open(): boolean {
    return this.list.length < AT_MOST
  }

  add(pointer: string, message: string): void {
    if (this.open) this.list.push({ pointer, message })
  }

  keys(at: string, value: Record<string, unknown>, known: readonly string[]): void {
    if (!this.strict) return
    for (const key of Object.keys(value))
      if (!known.includes(key)) this.add(`${at}/${escapePointer(key)}`, 'unknown key')
  }

  /** Takes the id. One look-up in the set, not two: with a million ids each is a wait for memory. */
  id(at: () => string, value: unknown, taken: Set<string>): void {
    const before = taken.size
    if (typeof value !== 'string' || value === '') this.add(at(), 'must be a text that is not empty')
    else if (taken.add(value).size === before) this.add(at(), 'is used twice')
  }

  isAmount(value: unknown): value is number {
    return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= AMOUNT_LIMIT_MINOR
  }

  amount(at: string, value: unknown, least = 0): void {
    if (this.isAmount(value) && value >= least) return
    this.add(at, `must be a whole number of minor units from ${least} to ${AMOUNT_LIMIT_MINOR}`)
  }

  isFigure(value: unknown): value is number {
    return typeof value === 'number' && value >= 0 && value <= AMOUNT_LIMIT_MINOR
  }

  figure(at: string, value: unknown): void {
    if (!this.isFigure(value)) this.add(at, `must be a number from 0 to ${AMOUNT_LIMIT_MINOR}`)
  }

  /** A spend that scales a curve is divided by: far below a minor unit it would overflow, and means nothing. */
  isSpend(value: unknown): value is number {
    return typeof value === 'number' && value >= LEAST_SPEND_MINOR && value <= AMOUNT_LIMIT_MINOR
  }

  spend(at: string, value: unknown): void {
    if (!this.isSpend(value)) this.add(at, `must be a number from ${LEAST_SPEND_MINOR} to ${AMOUNT_LIMIT_MINOR}`)
  }

  between(at: () => string, key: string, value: unknown, least: number, most: number): void {
    if (typeof value === 'number' && value >= least && value <= most) return
    this.add(`${at()}/${key}`, `must be a number from ${least} to ${most}`)
  }
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
