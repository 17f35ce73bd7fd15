import type { Event, EventOf } from '@sluice/contracts'
import { makeName } from './ids.ts'
import { withConnection } from './kept-connections.ts'

export interface MadeCell {
  poolId: string
  locationId: string
  serviceLine: string
  channel?: string
}

/**
 * An organization with the pools, locations and service lines that the cells name; written straight into the tables, for
 * tests that are not about configuration. Call it again to add cells.
 */
export async function makeOrganization(
  adminUrl: string,
  orgId: string,
  cells: readonly MadeCell[] = [],
): Promise<void> {
  await withConnection(adminUrl, (db) =>
    db.transaction().execute(async (trx) => {
      const add = <T extends object>(table: Parameters<typeof trx.insertInto>[0], rows: T[]) =>
        rows.length === 0
          ? Promise.resolve()
          : trx
              .insertInto(table)
              .values(rows as never)
              .onConflict((conflict) => conflict.doNothing())
              .execute()
      await add('organizations', [{ id: orgId, name: orgId, time_zone: 'America/New_York' }])
      const pools = unique(cells.map((cell) => cell.poolId))
      await add(
        'locations',
        unique(cells.map((cell) => cell.locationId)).map((id) => ({
          ...named(orgId, id),
          time_zone: 'America/New_York',
        })),
      )
      await add(
        'service_lines',
        unique(cells.map((cell) => cell.serviceLine)).map((id) => ({ ...named(orgId, id), body: '{}' })),
      )
      await add(
        'pools',
        pools.map((id) => ({
          ...named(orgId, id),
          currency: 'USD',
          time_zone: 'America/New_York',
          period: '{"kind":"month","budgetMinor":3000000}',
          policy_version: 1,
        })),
      )
      await add(
        'policies',
        pools.map((id) => ({ org_id: orgId, pool_id: id, version: 1, body: '{}' })),
      )
      await add(
        'pool_state',
        pools.map((id) => ({ org_id: orgId, pool_id: id })),
      )
      await add(
        'cells',
        cells.map(({ poolId, locationId, serviceLine, channel = '' }) => ({
          org_id: orgId,
          pool_id: poolId,
          id: [locationId, serviceLine, channel].filter(Boolean).join('.'),
          location_id: locationId,
          service_line: serviceLine,
          channel,
          baseline_daily_budget_minor: 10_000,
        })),
      )
    }),
  )
}

function named(orgId: string, id: string) {
  return { org_id: orgId, id, name: id }
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)]
}

type CapacityEvent = EventOf<'sluice.capacity.observed.v1'>

/** A capacity event of smyrna's orthodontics, observed now, with an id of its own. */
export function makeCapacityEvent(
  changes: Partial<Omit<CapacityEvent, 'data'>> & { data?: Partial<CapacityEvent['data']> } = {},
): CapacityEvent {
  const { data, ...attributes } = changes
  return {
    specversion: '1.0',
    id: makeName('event'),
    source: '/ehr/smyrna',
    type: 'sluice.capacity.observed.v1',
    time: new Date().toISOString(),
    ...attributes,
    data: { locationId: 'smyrna', serviceLine: 'orthodontics', horizonDays: 14, newPatientSlotsOpen: 9, ...data },
  }
}

/** An event of any type, observed now, with an id of its own. */
export function makeEvent<Type extends Event['type']>(
  type: Type,
  data: EventOf<Type>['data'],
  attributes: Partial<Omit<EventOf<Type>, 'data' | 'type'>> = {},
): EventOf<Type> {
  const event = {
    specversion: '1.0',
    id: makeName('event'),
    source: '/ehr/smyrna',
    time: new Date().toISOString(),
    ...attributes,
    type,
    data,
  }
  // The parts are those of EventOf<Type>; TypeScript cannot put a union's member together from a type parameter.
  return event as unknown as EventOf<Type>
}
