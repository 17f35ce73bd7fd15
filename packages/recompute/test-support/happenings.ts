import type { Lock } from '@sluice/planning'
import fc from 'fast-check'
import { amountsInForce } from '../src/in-force.ts'
import type { ConfiguredCell, PoolInMemory } from './pool-in-memory.ts'

export const locationIds = ['smyrna', 'decatur', 'marietta'] as const
const location = fc.constantFrom(...locationIds)

/** How a place may be divided; `again` and `renamed` are other ids for the same. */
const layouts = {
  gone: [],
  whole: [''],
  renamed: [''],
  divided: ['search', 'display'],
  again: ['search', 'display'],
  search: ['search'],
  three: ['search', 'display', 'video'],
} as const
type Layout = keyof typeof layouts

const times = fc.constantFrom(0.1, 1, 1, 1.5, 3, 100)
const kind = fc.constantFrom<Lock['kind'][]>('fixed', 'fixed', 'minimum', 'maximum', 'pause')
/** Names a cell by its turn among those that are configured. */
const nth = fc.nat(5)
/** A midnight at each hour; the names are the other way round, as POSIX has them. */
const zone = fc.integer({ min: -12, max: 11 }).map((behind) => `Etc/GMT${behind < 0 ? behind : `+${behind}`}`)
const hours = fc.constantFrom(0.1, 1, 5, 11, 30, 60, 200)

/** What may happen to a pool: one of each kind that has ever moved money, by a key that may do it. */
export const happening = fc.oneof(
  fc.record({ is: fc.constant('heard' as const), location, open: fc.constantFrom(0, 1, 12, 38) }),
  fc.record({
    is: fc.constant('divided' as const),
    location,
    layout: fc.constantFrom(...(Object.keys(layouts) as Layout[])),
    times,
  }),
  fc.record({ is: fc.constant('moved' as const), nth, location }),
  fc.record({ is: fc.constant('baseline' as const), nth, times }),
  fc.record({ is: fc.constant('bounds' as const), nth, least: fc.option(times), most: fc.option(times) }),
  { arbitrary: fc.record({ is: fc.constant('locked' as const), nth, kind, times: fc.option(times) }), weight: 4 },
  // As far as nobody is asked, again and again.
  {
    arbitrary: fc.record({ is: fc.constant('stepped' as const), nth, share: fc.constantFrom(1.5, 1.5, 0.2) }),
    weight: 6,
  },
  fc.record({ is: fc.constant('unit' as const), times: fc.constantFrom(0, 0.01, 0.3, 7) }),
  fc.record({ is: fc.constant('floor' as const), share: fc.constantFrom(0, 0.1, 1), least: fc.constantFrom(0, 7) }),
  fc.record({ is: fc.constant('ramp' as const), share: fc.constantFrom(0.2, 1, 10) }),
  fc.record({ is: fc.constant('money' as const), times: fc.constantFrom(0, 1.5, 1e6) }),
  fc.record({ is: fc.constant('emptied' as const), isConfirmed: fc.boolean() }),
  fc.record({ is: fc.constant('applied' as const), nth, times: fc.constantFrom(0, 0.5, 1.45, 30) }),
  { arbitrary: fc.record({ is: fc.constant('passed' as const), hours }), weight: 4 },
  { arbitrary: fc.record({ is: fc.constant('zone' as const), location, zone }), weight: 2 },
  fc.record({ is: fc.constant('said' as const), nth, kind, times }),
  fc.record({ is: fc.constant('freed' as const), nth }),
  fc.record({ is: fc.constant('message' as const), nth }),
  fc.record({ is: fc.constantFrom('approve' as const, 'reject' as const), nth }),
)
export type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

/** @returns the cell whose amount is approved by it; null: it approves none. */
export function make(one: Happening, pool: PoolInMemory, baseMinor: number): string | null {
  const minorOf = (times: number) => Math.round(times * baseMinor)
  const cell = 'nth' in one ? pool.cells[one.nth % Math.max(1, pool.cells.length)] : undefined
  switch (one.is) {
    case 'heard':
      pool.hear(one.location, one.open)
      return null
    case 'divided':
      divide(pool, one, minorOf(one.times))
      return null
    case 'unit':
      pool.policy = {
        ...pool.policy,
        platform: { ...pool.policy.platform, unitMinor: Math.max(1, minorOf(one.times)) },
      }
      return null
    case 'floor':
      pool.policy = {
        ...pool.policy,
        floorShare: one.share,
        platform: { ...pool.policy.platform, minimumMinor: minorOf(one.least) },
      }
      return null
    case 'ramp':
      pool.policy = { ...pool.policy, ramp: { ...pool.policy.ramp, upShare: one.share } }
      return null
    case 'money':
      pool.dailyMinor = minorOf(one.times)
      return null
    case 'emptied':
      empty(pool, one.isConfirmed)
      return null
    case 'zone':
      pool.moveZone(one.location, one.zone)
      return null
    case 'passed':
      pool.nowMs += one.hours * 3_600_000
      return null
    default:
      return cell === undefined ? null : makeOfCell(one, pool, { cell, minorOf })
  }
}

type OfCell = Extract<Happening, { nth: number }>

function makeOfCell(
  one: OfCell,
  pool: PoolInMemory,
  { cell, minorOf }: { cell: ConfiguredCell; minorOf: (times: number) => number },
): string | null {
  const change = (changes: Partial<ConfiguredCell>) =>
    pool.configure(pool.cells.map((each) => (each.id === cell.id ? { ...each, ...changes } : each)))
  switch (one.is) {
    case 'moved':
      if (isFree(pool, one.location, cell.channel)) change({ locationId: one.location })
      return null
    case 'baseline':
      change({ baselineDailyBudgetMinor: Math.max(1, minorOf(one.times)) })
      return null
    case 'bounds': {
      const most = one.most === null ? null : minorOf(one.most)
      const least = one.least === null ? null : Math.min(minorOf(one.least), most ?? Infinity)
      change({ minDailyBudgetMinor: least, maxDailyBudgetMinor: most })
      return null
    }
    case 'locked':
      change({ lock: one.times === null ? null : toLock(one.kind, minorOf(one.times)) })
      return null
    case 'stepped':
      change({ lock: toLock('fixed', Math.floor(one.share * amountOf(pool, cell.id))) })
      return null
    case 'applied':
      pool.report(cell.id, minorOf(one.times))
      return null
    case 'said':
      pool.words.set(cell.id, { ...toLock(one.kind, minorOf(one.times)), isDecision: true })
      return null
    case 'freed':
      pool.words.delete(cell.id)
      return null
    case 'message':
      if (!pool.messages.delete(cell.id)) pool.messages.add(cell.id)
      return null
    default:
      return pool.decide(cell.id, one.is) && one.is === 'approve' ? cell.id : null
  }
}

function amountOf({ inForce }: PoolInMemory, cellId: string): number {
  return amountsInForce(inForce).get(cellId) ?? 0
}

function toLock(kind: Lock['kind'], dailyBudgetMinor: number): Lock {
  const minor = kind === 'pause' ? 0 : dailyBudgetMinor
  return { kind, dailyBudgetMinor: minor, author: 'ana', reason: 'other', expiresAt: null }
}

/** Another division of a place, under the ids of that division. */
function divide(
  pool: PoolInMemory,
  { location, layout }: { location: string; layout: Layout },
  baseline: number,
): void {
  const others = pool.cells.filter(({ locationId }) => locationId !== location)
  const cells = layouts[layout].map(
    (channel): ConfiguredCell => ({
      ...{ id: `${location}.${layout === 'whole' ? 'whole' : layout === 'three' ? 'divided' : layout}.${channel}` },
      ...{ locationId: location, channel, baselineDailyBudgetMinor: Math.max(1, baseline) },
      ...{ minDailyBudgetMinor: null, maxDailyBudgetMinor: null, lock: null },
    }),
  )
  const ids = new Set(cells.map(({ id }) => id))
  pool.configure([...others.filter(({ id }) => !ids.has(id)), ...cells])
}

function isFree(pool: PoolInMemory, location: string, channel: string): boolean {
  return !pool.cells.some(
    (cell) => cell.locationId === location && (cell.channel === channel || cell.channel === '' || channel === ''),
  )
}

/** All cells go; where their tools say so, their campaigns are paused. */
function empty(pool: PoolInMemory, isConfirmed: boolean): void {
  const { cells } = pool
  if (pool.configure([]) && isConfirmed) for (const { id } of cells) pool.report(id, 0)
}
