import { putPool, putServiceLine } from '@sluice/configuration'
import { pool as poolSchema, serviceLine as serviceLineSchema } from '@sluice/contracts'
import type { Database, PoolKey } from '@sluice/database'
import { sql } from 'kysely'
import { withConnection } from './kept-connections.ts'
import { makeEvent, makeOrganization } from './makers.ts'

export interface PoolToConfigure {
  orgId?: string
  poolId?: string
  /** Clinics, each with one cell of orthodontics: clinic-0, clinic-1, … */
  clinics?: number
  /** Anything of PUT /v1/pools/{poolId} that should be different. */
  changes?: Record<string, unknown>
}

/** Id of the n-th clinic of a configured pool, and of its cell. */
export const clinicId = (n: number) => `clinic-${n}`

/**
 * An organization with one service line and one pool over some clinics in New York's zone, put as the configuration API
 * puts it: complete, checked, and its pool asked for a plan. $100 a day and clinic.
 */
export async function configurePool(
  { adminUrl, url }: { adminUrl: string; url: string },
  { orgId = 'org', poolId = 'pool', clinics = 3, changes = {} }: PoolToConfigure = {},
): Promise<PoolKey> {
  await makeOrganization(adminUrl, orgId)
  const places = sql`
    insert into locations (org_id, id, name, time_zone)
    select ${orgId}, 'clinic-' || n, 'Clinic ' || n, 'America/New_York' from generate_series(0, ${clinics - 1}::int) n
    on conflict do nothing`
  await withConnection(adminUrl, (admin) => places.execute(admin))
  await withConnection(url, (db) => putBoth(db, { orgId, poolId }, clinics, changes))
  return { orgId, poolId }
}

async function putBoth(
  db: Database,
  { orgId, poolId }: PoolKey,
  clinics: number,
  changes: Record<string, unknown>,
): Promise<void> {
  // By the owner: tests also put pools that require less approval than before.
  const actor = { actor: 'test', mayDecide: true }
  const line = serviceLineSchema.parse({
    name: 'Orthodontics',
    typicalWaitDays: 21,
    typicalWaitKind: 'third_next_available',
    lifetimeValueMinor: 480_000,
    marginShare: 0.4,
    priorCostPerBookingMinor: 9_500,
    priorKappa: 1.5,
  })
  await putServiceLine(db, orgId, 'orthodontics', line, actor)
  const pool = poolSchema.parse({
    name: poolId,
    currency: 'USD',
    timeZone: 'America/New_York',
    period: thirtyDays(clinics * 10_000),
    cells: Array.from({ length: clinics }, (_, n) => ({
      id: clinicId(n),
      locationId: clinicId(n),
      serviceLine: 'orthodontics',
      baselineDailyBudgetMinor: 10_000,
    })),
    ...changes,
  })
  await putPool(db, orgId, poolId, pool, actor)
}

/** A period of which today is the sixteenth day: calendar months have 28 to 31, and tests run on their last one too. */
export function thirtyDays(dailyMinor: number) {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  return { kind: 'custom', periods: [{ startsOn: day(-15), endsOn: day(15), budgetMinor: 30 * dailyMinor }] }
}

/** A clinic of a configured pool says how many of its 40 visits are open. */
export function makeOpenings(clinic: number, open: number, attributes: { id?: string; time?: string } = {}) {
  const place = { locationId: clinicId(clinic), serviceLine: 'orthodontics' }
  const slots = { horizonDays: 14, newPatientSlotsTotal: 40, newPatientSlotsBooked: 40 - open }
  return makeEvent('sluice.capacity.observed.v1', { ...place, ...slots }, attributes)
}
