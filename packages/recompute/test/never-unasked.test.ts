import { ConfigurationRefusal, putPool } from '@sluice/configuration'
import { pool as poolSchema } from '@sluice/contracts'
import type { Database, PoolKey } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import type { Recommendation } from '@sluice/planning'
import { clinicId, configurePool } from '@sluice/test-kit'
import fc from 'fast-check'
import { expect } from 'vitest'
import { amountsInForce, type InForce, loadInForce } from '../src/in-force.ts'
import {
  DecisionRefusal,
  decidePlan,
  endUndo,
  overrideCell,
  recomputePool,
  removeOverride,
  undoTo,
} from '../src/index.ts'
import { author, capacity, read, test } from './setup.ts'

const clinics = 5
const cell = fc.nat(2)
/** How a cell is configured; two clinics more than cells are there to move to. */
const configured = fc.record({
  clinic: fc.nat(clinics - 1),
  times: fc.constantFrom(0.2, 1, 3, 100),
  least: fc.constantFrom(null, null, 25_000),
  most: fc.constantFrom(null, null, 4_000),
  isThere: fc.constantFrom(true, true, true, false),
})
type Configured = typeof configured extends fc.Arbitrary<infer T> ? T : never

/** Floors of the policy: as they are unless said, a whole baseline, and more than any cell has. */
const floors = fc.constantFrom({}, { floorShare: 1 }, { platform: { minimumMinor: 70_000 } })
type Floors = typeof floors extends fc.Arbitrary<infer T> ? T : never

const kind = fc.constantFrom('fixed' as const, 'minimum' as const, 'maximum' as const, 'pause' as const)
const happening = fc.oneof(
  fc.record({ is: fc.constant('heard' as const), clinic: fc.nat(clinics - 1), open: fc.constantFrom(0, 1, 12, 38) }),
  fc.record({ is: fc.constant('configured' as const), cell, as: configured }),
  fc.record({ is: fc.constant('overridden' as const), cell, kind }),
  fc.record({ is: fc.constant('floor raised' as const), floors }),
  fc.record({ is: fc.constant('freed' as const), cell }),
  fc.record({ is: fc.constantFrom('approve' as const, 'reject' as const), cell }),
  fc.record({ is: fc.constantFrom('undone' as const, 'undo ended' as const) }),
)
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

const cellId = (index: number) => `cell-${index}`

interface World {
  db: Database
  pool: PoolKey
  mode: string
  cells: Configured[]
  floors: Floors
}

function bodyOf({ cells, mode, floors }: Pick<World, 'cells' | 'mode' | 'floors'>) {
  return {
    name: 'pool',
    currency: 'USD',
    timeZone: 'America/New_York',
    // More than the cells ever take: nothing is cut for want of money.
    period: { kind: 'custom', periods: [{ startsOn: '2020-01-01', endsOn: '2099-01-01', budgetMinor: 3e12 }] },
    policy: { decisions: { mode }, ...floors },
    cells: [...cells.entries()].flatMap(([index, { clinic, times, least, most, isThere }]) => {
      const place = { id: cellId(index), locationId: clinicId(clinic), serviceLine: 'orthodontics' }
      const bounds = { minDailyBudgetMinor: most === null ? least : null, maxDailyBudgetMinor: most }
      return isThere ? [{ ...place, ...bounds, baselineDailyBudgetMinor: times * 10_000 }] : []
    }),
  }
}

/** @returns the cell whose amount is approved by it; null: it approves none. What is refused changes nothing. */
async function make(one: Happening, world: World): Promise<string | null> {
  const { db, pool } = world
  const planNumber = (await standing(world)).planNumber
  if (one.is === 'heard') await storeEvents(db, pool.orgId, [capacity(one.clinic, one.open)])
  if (one.is === 'configured') await configure(world, one)
  if (one.is === 'floor raised') await put(world, { floors: one.floors })
  if (one.is === 'overridden') {
    const word = { kind: one.kind, dailyBudgetMinor: one.kind === 'pause' ? 0 : 7_000, expiresAt: null }
    await allowed(overrideCell(db, pool, cellId(one.cell), word, author))
  }
  if (one.is === 'freed') await removeOverride(db, pool, cellId(one.cell), author)
  if (one.is === 'undone') {
    const to = { planNumber: Math.ceil(planNumber / 2) }
    await allowed(undoTo(db, pool, { to, until: null }, author))
  }
  if (one.is === 'undo ended') await endUndo(db, pool, author)
  if (one.is !== 'approve' && one.is !== 'reject') return null
  const decision = { planNumber, decision: one.is, cellIds: [cellId(one.cell)] }
  return (await allowed(decidePlan(db, pool, decision, author))) && one.is === 'approve' ? cellId(one.cell) : null
}

/** By a key that only configures. */
async function configure(world: World, one: { cell: number; as: Configured }): Promise<void> {
  const isTaken = world.cells.some(({ clinic }, index) => index !== one.cell && clinic === one.as.clinic)
  if (isTaken) return
  await put(world, { cells: world.cells.with(one.cell, one.as) })
}

async function put(world: World, changes: Partial<Pick<World, 'cells' | 'floors'>>): Promise<void> {
  const body = poolSchema.parse(bodyOf({ ...world, ...changes }))
  if (await allowed(putPool(world.db, world.pool.orgId, world.pool.poolId, body, { actor: 'test' })))
    Object.assign(world, changes)
}

async function allowed(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked
    return true
  } catch (error) {
    if (error instanceof ConfigurationRefusal || error instanceof DecisionRefusal) return false
    throw error
  }
}

async function standing({ db, pool }: World): Promise<InForce> {
  const now = await read(db, pool, (trx) => loadInForce(trx, pool, null))
  if (now === null) throw new Error('nothing is in force')
  return now
}

/** What a reader who knows no rule notes of a pool. */
interface Noted {
  amounts: ReadonlyMap<string, number>
  /** The most each cell had when its gate or a pause cut it. */
  had: Map<string, number>
  places: Map<string, string>
}

/** Compares what is in force with what was, and notes it. `said`: how far somebody who may decide said a cell may rise. */
async function look(world: World, noted: Noted, said: ReadonlyMap<string, number>): Promise<void> {
  const now = await standing(world)
  const amounts = amountsInForce(now)
  for (const line of now.plan.recommendations) {
    const was = noted.amounts.get(line.cellId)
    const is = amounts.get(line.cellId) ?? 0
    const where = `${line.cellId} in ${world.mode}: ${was} to ${is}`
    const saidMinor = said.get(line.cellId)
    if (was !== undefined && saidMinor === undefined && world.mode === 'approval')
      expectApproved(world, noted, line, { was, is })
    else if (was !== undefined) {
      const unasked = world.mode === 'approval' ? was : mostUnasked(line, was, noted)
      expect(is, where).toBeLessThanOrEqual(Math.max(unasked, saidMinor ?? 0))
    }
    if (was !== undefined && is < was && (line.gate !== 'open' || line.status !== 'active'))
      noted.had.set(line.cellId, Math.max(was, noted.had.get(line.cellId) ?? 0))
    noted.places.set(line.cellId, line.locationId)
  }
  noted.amounts = amounts
}

function mostUnasked({ cellId: id, gate, status }: Recommendation, was: number, { had }: Noted): number {
  return Math.max(1.5 * was, gate === 'gated' || status === 'removed' ? 0 : (had.get(id) ?? 0))
}

/** Just what it had, at the place it had it; but for gate cuts and a maximum that was lowered. */
function expectApproved(
  world: World,
  { places }: Noted,
  line: Recommendation,
  { was, is }: { was: number; is: number },
) {
  const most = line.status === 'removed' ? null : (world.cells.find((_, i) => cellId(i) === line.cellId)?.most ?? null)
  // A lowered maximum holds from the next plan on.
  const kept = [was, Math.min(was, most ?? was)]
  const isCut = line.gate === 'gated' && is < was
  if (!isCut) expect(kept, `${line.cellId}: ${was} to ${is}`).toContain(is)
  if (was > 0) expect(line.locationId, `${line.cellId} with ${was}`).toBe(places.get(line.cellId))
}

/** Cells with a word in force, of an override or of an undo, and how far these let each rise. */
async function spokenOf({ db, pool }: World): Promise<Map<string, number>> {
  const rows = await read(db, pool, (trx) => trx.selectFrom('cell_overrides').selectAll().execute())
  const words = rows.map((row) => [row.cell_id, row.kind === 'maximum' ? 0 : row.daily_budget_minor] as const)
  return new Map(words.sort(([, one], [, other]) => one - other))
}

let pools = 0

test.for(['automatic', 'approval'])(
  '[D1, D3, D11] whatever is heard, configured, decided and undone in an %s pool, nothing takes effect that somebody should have been asked',
  { timeout: 500_000 },
  async (mode, { database, db }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 12, maxLength: 12 }), async (happenings) => {
        pools += 1
        const cells = [0, 1, 2].map(
          (clinic): Configured => ({ clinic, times: 1, least: null, most: null, isThere: true }),
        )
        const orgId = `org-${pools}`
        const pool = await configurePool(database, { orgId, clinics, changes: bodyOf({ cells, mode, floors: {} }) })
        const world: World = { db, pool, mode, cells, floors: {} }
        await recomputePool({ db }, pool)
        const noted: Noted = { amounts: new Map(), had: new Map(), places: new Map() }
        await look(world, noted, new Map())
        for (const one of happenings) {
          const approved = await make(one, world)
          await look(world, noted, new Map(approved === null ? [] : [[approved, Infinity]]))
          await recomputePool({ db }, pool)
          await look(world, noted, await spokenOf(world))
        }
      }),
      // Each takes a second or two; the rules alone are tried more often in packages/planning.
      { numRuns: 2, endOnFailure: true },
    )
  },
)
