import type { PoolKey } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { recomputePool } from '@sluice/recompute'
import { clinicId, configurePool, makeEvent, makeOpenings, type TestDatabase } from '@sluice/test-kit'
import type { Api } from './configuration-fixture.ts'

export interface PlannedPool extends PoolKey {
  /** Reports open visits of the n-th clinic of 40, of now or of `time`; the next plan considers it. Returns the revision it was answered. */
  report(clinic: number, open: number, attributes?: { time?: string }): Promise<number>
  /** Reports how many wait there. */
  reportWaitlist(clinic: number, waitlistSize: number): Promise<void>
  /** Computes until the plan is up to date. */
  recompute(): Promise<void>
}

interface PoolOptions {
  orgId?: string
  poolId?: string
  clinics?: number
  decisions?: Record<string, unknown>
}

/** A pool with its first plan, in which each clinic has so many open visits of 40. */
export async function plannedPool(
  api: Api,
  database: TestDatabase,
  open: readonly number[],
  options: PoolOptions = {},
): Promise<PlannedPool> {
  const pool = await makePool(api, database, options)
  for (const [clinic, visits] of open.entries()) await pool.report(clinic, visits)
  await pool.recompute()
  return pool
}

/** A configured pool of that organization, without a plan yet. */
export async function makePool(
  api: Api,
  database: TestDatabase,
  { orgId = 'north', poolId = 'south-east', clinics = 3, decisions = {} }: PoolOptions = {},
): Promise<PlannedPool> {
  const key = await configurePool(database, {
    orgId,
    poolId,
    clinics,
    changes: { ...changesOf(poolId, clinics), policy: { decisions } },
  })
  return {
    ...key,
    report: async (clinic, open, attributes) => {
      const [stored] = await storeEvents(api.db, orgId, [makeOpenings(clinic, open, attributes)])
      if (stored?.outcome !== 'accepted') throw new Error('the event was not accepted')
      return stored.pools.find((pool) => pool.poolId === poolId)?.revision ?? 0
    },
    reportWaitlist: async (clinic, waitlistSize) => {
      const place = { locationId: clinicId(clinic), serviceLine: 'orthodontics' }
      await storeEvents(api.db, orgId, [makeEvent('sluice.waitlist.observed.v1', { ...place, waitlistSize })])
    },
    recompute: async () => {
      await recomputePool({ db: api.db }, key)
    },
  }
}

/** A channel for each pool, and a third of each place: several pools may have the same clinics. */
function changesOf(poolId: string, clinics: number) {
  const places = Array.from({ length: clinics }, (_, n) => ({ locationId: clinicId(n), serviceLine: 'orthodontics' }))
  return {
    places: places.map((place) => ({ ...place, share: 1 / 3 })),
    cells: places.map((place) => ({
      ...place,
      id: `${place.locationId}.${poolId}`,
      channel: poolId,
      baselineDailyBudgetMinor: 10_000,
    })),
  }
}
