import { exitCodes, Failure } from './failure.ts'

/**
 * A reader of a whole number given as `option`. It throws a Failure that names the option, and not what was given, for
 * anything else and for numbers out of these bounds.
 */
export function wholeNumber(option: string, { least = 0, most = 999_999_999_999_999 } = {}): (text: string) => number {
  return (text) => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
    if (number >= least && number <= most) return number
    const bounds = most < 999_999_999_999_999 ? ` from ${least} to ${most}` : `, ${least} or more`
    throw new Failure(`${option}: a whole number${bounds}.`, { code: exitCodes.badInput })
  }
}

/** The same reader, whose refusals begin with the option. */
export function ofOption<T>(option: string, read: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return read(text)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      throw new Failure(`${option}: ${error.message}`, { code: error.code, cause: error })
    }
  }
}

/** Where an option bears another name than the member of a query or body that it becomes. */
const renamed: Readonly<Record<string, string>> = {
  poolId: 'pool',
  poolIds: 'pools',
  locationId: 'location',
  cellIds: 'cells',
  keyIds: 'keys',
  mappingId: 'mapping',
  decidedBy: 'by',
  expiresAt: 'until',
  appliedAt: 'at',
  dailyBudgetMinor: 'amount',
  totalsMinor: 'totals',
  fromMinor: 'from',
  toMinor: 'to',
  eventTypes: 'events',
  expectedIntervalMinutes: 'every',
  intervalMinutes: 'interval',
}

/** Options of where to connect and how to print: these go into no query or body. */
const own = new Set(['url', 'key', 'json'])

/**
 * The option, or argument, that the service means where it points into the path, query or body made of these: the
 * person who typed the command knows no other name. Undefined where none was given as that.
 */
export function optionAt(pointer: string, options: object): string | undefined {
  const steps = pointer.split('/').slice(1)
  const member = steps.findLast((step) => !/^\d*$/.test(step)) ?? ''
  const name = renamed[member] ?? member
  if (steps[0] === 'path') return `<${name.replace(/Id$/, '')}>`
  if (own.has(name) || !Object.hasOwn(options, name)) return undefined
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}
