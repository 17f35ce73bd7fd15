import {
  type DatabaseTransaction,
  type PoolKey,
  type PoolSettings,
  type PoolSnapshot,
  readEffectivePlan,
  readPoolSettings,
  readPoolSnapshot,
  unpackJson,
} from '@sluice/database'
import type { AssumptionFault, Plan, PlanningInput } from '@sluice/planning'
import { LRUCache } from 'lru-cache'
import { localDayAt } from './calendar.ts'
import { believePast, type CarriedPast, carryPast } from './carried-past.ts'
import { loadAmountAhead } from './days-ahead.ts'
import type { InForce, NumberedPlan } from './in-force.ts'
import { type LoadedInput, loadInput } from './load.ts'

/** What a pool's next plan would be computed from at a moment, and the plans there are. */
export interface Situation {
  kind: 'situation'
  input: PlanningInput
  /** The latest plan as it was computed, and the plan with the amounts in force; null: there is none yet. */
  proposed: NumberedPlan | null
  effective: NumberedPlan | null
  /** The numbers in force by themselves. */
  inForce: InForce | null
}

/** Situations a process has read, to be read again only when something may have changed. One for a process. */
export interface SituationMemory {
  known: LRUCache<string, Known>
}

/** There is none: no such pool, an archived one; or a moment that cannot be asked about. */
export type NoSituation = { kind: 'no-such-pool' } | { kind: 'refused'; faults: AssumptionFault[] }

interface Known extends Omit<Situation, 'kind'> {
  /** Revision, publication, plan in force, versions of the configuration; null: to be read again. */
  key: string | null
  /** Local days by zone: the pool's and its cells'. */
  days: ReadonlyMap<string, string>
  /** What may be carried on although the rest is read again; null: nothing. */
  carried: CarriedPast | null
}

/** Cells remembered in all, at some 6 kB each with their lines; the pools longest not asked about are forgotten. */
const mostCells = 30_000

export function createSituationMemory(): SituationMemory {
  const sizeCalculation = ({ input }: Known) => Math.max(1, input.cells.length)
  return { known: new LRUCache({ maxSize: mostCells, sizeCalculation }) }
}

/**
 * The situation of a pool as of now, or of a later moment. The same snapshot the worker would plan from, its revision
 * included. `trx` sees one moment (repeatable read).
 */
export async function readSituation(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { asOf, memory }: { asOf?: string | undefined; memory: SituationMemory },
): Promise<Situation | NoSituation> {
  const now = await readPoolSnapshot(trx, pool)
  const settings = await readPoolSettings(trx, pool)
  if (now === undefined || settings === undefined || settings.isArchived) return { kind: 'no-such-pool' }
  if (asOf !== undefined && !isAhead(asOf, now.asOf)) return { kind: 'refused', faults: [notAhead] }
  const snapshot = { ...now, asOf: asOf ?? now.asOf }
  const name = JSON.stringify([pool.orgId, pool.poolId])
  const known = memory.known.get(name)
  const key = keyOf(snapshot, settings)
  const isStillTrue = key !== null && known?.key === key && areSameDays(known.days, snapshot.asOf)
  const situation = isStillTrue ? known : await readAnew(trx, { pool, snapshot, settings, known, now: now.asOf })
  memory.known.set(name, situation)
  return {
    kind: 'situation',
    proposed: situation.proposed,
    effective: situation.effective,
    inForce: situation.inForce,
    input: { ...situation.input, asOf: snapshot.asOf },
  }
}

/** Longer than any budget is planned, shorter than data is kept. */
const mostDaysAhead = 400
const notAhead = { pointer: '/asOf', detail: `not before now, at most ${mostDaysAhead} days ahead` }

function isAhead(asOf: string, now: string): boolean {
  const aheadMs = Date.parse(asOf) - Date.parse(now)
  return aheadMs >= 0 && aheadMs <= mostDaysAhead * 86_400_000
}

/**
 * Events, configuration, decisions and clock ticks all move the revision; what is computed and in force moves without it. In a
 * database that was set back and went another way these numbers come round again, but not what a publication drew; null before
 * the first.
 */
function keyOf({ state }: PoolSnapshot, settings: PoolSettings): string | null {
  const { configVersion, policyVersion } = settings
  if (state.publication === null) return null
  return JSON.stringify([
    state.publication,
    state.requested_revision,
    state.plan_number,
    state.effective_number,
    configVersion,
    policyVersion,
  ])
}

interface ToRead {
  pool: PoolKey
  snapshot: PoolSnapshot
  settings: PoolSettings
  known: Known | undefined
  /** The moment it is; the snapshot's may be a later one. */
  now: string
}

async function readAnew(trx: DatabaseTransaction, { pool, snapshot, settings, known, now }: ToRead): Promise<Known> {
  const knownPast = known?.carried && (await believePast(trx, pool, known.carried))
  const loaded = await loadInput(trx, {
    pool,
    snapshot,
    settings,
    remembered: undefined,
    knownPast: knownPast ?? undefined,
  })
  const effective = await readEffective(trx, pool, loaded.inForce)
  const zones = [...loaded.days.keys(), settings.timeZone]
  const days = new Map(zones.map((zone) => [zone, localDayAt(snapshot.asOf, zone).date]))
  const carried = (await carryPast(trx, pool, { loaded, settings })) ?? known?.carried ?? null
  const { previous: proposed, inForce } = loaded
  const input = await withDaysAhead(trx, { pool, settings, loaded, now })
  return { key: keyOf(snapshot, settings), days, input, proposed, effective, inForce, carried }
}

/** Of a later day, with the money that the days until then leave. */
async function withDaysAhead(
  trx: DatabaseTransaction,
  { pool, settings, loaded, now }: Pick<ToRead, 'pool' | 'settings' | 'now'> & { loaded: LoadedInput },
): Promise<PlanningInput> {
  const { input, ground } = loaded
  const today = localDayAt(now, settings.timeZone).date
  const { today: then } = input.day
  if (then <= today) return input
  const { everyCell: cells, policy } = ground
  return { ...input, amount: await loadAmountAhead(trx, pool, { settings, policy, cells, today, then }) }
}

async function readEffective(
  trx: DatabaseTransaction,
  pool: PoolKey,
  inForce: InForce | null,
): Promise<NumberedPlan | null> {
  const row = inForce && (await readEffectivePlan(trx, { ...pool, number: inForce.number }))
  return row ? { number: row.planNumber, plan: await unpackJson<Plan>(row.plan) } : null
}

/** At midnight of the pool's zone or a cell's the money of the day and the references move. */
function areSameDays(days: ReadonlyMap<string, string>, asOf: string): boolean {
  return [...days].every(([zone, date]) => localDayAt(asOf, zone).date === date)
}
