import { type Insertable, type Selectable, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { Page } from './page.ts'
import type { ServiceLinesTable } from './schema.ts'

export type ServiceLineRow = Selectable<ServiceLinesTable>

/** A service line, also an archived one. */
export async function findServiceLine(
  trx: DatabaseTransaction,
  orgId: string,
  id: string,
): Promise<ServiceLineRow | undefined> {
  return trx.selectFrom('service_lines').selectAll().where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst()
}

/** Service lines in force, in order of their ids. */
export async function listServiceLines(
  trx: DatabaseTransaction,
  orgId: string,
  { after, limit }: Page,
): Promise<ServiceLineRow[]> {
  return trx
    .selectFrom('service_lines')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('archived_at', 'is', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Adds a service line or replaces it; an archived one is in force again. */
export async function upsertServiceLine(
  trx: DatabaseTransaction,
  serviceLine: Insertable<ServiceLinesTable>,
): Promise<void> {
  await trx
    .insertInto('service_lines')
    .values(serviceLine)
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'id']).doUpdateSet({
        name: (eb) => eb.ref('excluded.name'),
        body: (eb) => eb.ref('excluded.body'),
        version: (eb) => eb.ref('excluded.version'),
        archived_at: null,
        updated_at: sql<Date>`clock_timestamp()`,
      }),
    )
    .execute()
}
