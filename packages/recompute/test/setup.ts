import { type EventOf, serviceLine } from '@sluice/contracts'
import {
  connect,
  type Database,
  type PoolKey,
  readCurrentPlan,
  readPoolState,
  unpackJson,
  withOrganization,
} from '@sluice/database'
import type { Plan, PlanningInput } from '@sluice/planning'
import { test as base, clinicId, makeEvent } from '@sluice/test-kit'
import { expect } from 'vitest'
import { type Author, loadPool } from '../src/index.ts'
import { replayMoney } from '../src/replay-money.ts'

export { makeOpenings as capacity } from '@sluice/test-kit'

/** A connection pool as a worker has it. */
export const test = base.extend('db', async ({ database }, { onCleanup }): Promise<Database> => {
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 20, onError: () => undefined })
  onCleanup(() => db.destroy())
  return db
})

export const read = <T>(db: Database, { orgId }: PoolKey, work: Parameters<typeof withOrganization<T>>[2]) =>
  withOrganization(db, { role: 'sluice_worker', orgId }, work)

export async function currentPlan(db: Database, pool: PoolKey): Promise<{ number: number; plan: Plan } | undefined> {
  const row = await read(db, pool, (trx) => readCurrentPlan(trx, pool))
  return row && { number: row.number, plan: await unpackJson<Plan>(row.plan) }
}

export const stateOf = (db: Database, pool: PoolKey) => read(db, pool, (trx) => readPoolState(trx, pool))

/** The input the pool's next plan is computed from. What complete days left behind is what the logs say of them. */
export async function inputOf(
  db: Database,
  pool: PoolKey,
  remembered?: Parameters<typeof loadPool>[2],
): Promise<PlanningInput> {
  const loaded = await loadPool(db, pool, remembered)
  if (loaded.kind !== 'input') throw new Error(`there is nothing to compute: ${loaded.kind}`)
  const { differences } = await read(db, pool, (trx) => replayMoney(trx, pool, loaded.input))
  expect(differences).toEqual([])
  return loaded.input
}

/** A second service line, for who puts it. */
export const hygiene = serviceLine.parse({
  name: 'Hygiene',
  typicalWaitDays: 7,
  typicalWaitKind: 'third_next_available',
  lifetimeValueMinor: 60_000,
  marginShare: 0.5,
  priorCostPerBookingMinor: 4_000,
  priorKappa: 1.5,
})

/** Somebody who decides. */
export const author: Author = { keyId: 'key-1', name: 'ana', reason: 'other', requestId: 'request-1' }

export const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()

export function spend(clinic: number, date: string, data: Partial<EventOf<'sluice.actuals.observed.v1'>['data']> = {}) {
  return makeEvent('sluice.actuals.observed.v1', {
    locationId: clinicId(clinic),
    serviceLine: 'orthodontics',
    date,
    currency: 'USD',
    spendMinor: 9_000,
    ...data,
  })
}

export const lineOf = (plan: Plan | undefined, clinic: number) =>
  plan?.recommendations.find(({ cellId }) => cellId === clinicId(clinic))
