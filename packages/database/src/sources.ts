import { createHash } from 'node:crypto'
import { type Insertable, type Selectable, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { SourceSigningSecretsTable, SourcesTable } from './schema.ts'

export type SourceRow = Selectable<SourcesTable>
export type SigningSecretRow = Selectable<SourceSigningSecretsTable>

const ID_LENGTH = 32

/** A source as the path of an address can hold it: 128 bits of its SHA-256, so that anybody can work it out. */
export function sourceId(source: string): string {
  return createHash('sha256').update(source).digest('hex').slice(0, ID_LENGTH)
}

/** A configured source, also an archived one. */
export async function findSource(trx: DatabaseTransaction, orgId: string, id: string): Promise<SourceRow | undefined> {
  return trx.selectFrom('sources').selectAll().where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst()
}

/** Configured sources in force. */
export async function countSources(trx: DatabaseTransaction, orgId: string): Promise<number> {
  const { count } = await trx
    .selectFrom('sources')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('org_id', '=', orgId)
    .where('archived_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** Configures a source or replaces what is configured; an archived one is in force again. */
export async function upsertSource(trx: DatabaseTransaction, source: Insertable<SourcesTable>): Promise<void> {
  await trx
    .insertInto('sources')
    .values(source)
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'source']).doUpdateSet({
        name: (eb) => eb.ref('excluded.name'),
        expected_interval_minutes: (eb) => eb.ref('excluded.expected_interval_minutes'),
        accepts_numeric_ids: (eb) => eb.ref('excluded.accepts_numeric_ids'),
        require_signature: (eb) => eb.ref('excluded.require_signature'),
        key_ids: (eb) => eb.ref('excluded.key_ids'),
        version: (eb) => eb.ref('excluded.version'),
        archived_at: null,
        updated_at: sql<Date>`clock_timestamp()`,
      }),
    )
    .execute()
}

/** Takes what is configured of a source out of force; what it sends is then taken as any source's. */
export async function archiveSource(trx: DatabaseTransaction, orgId: string, source: string): Promise<void> {
  await trx
    .updateTable('sources')
    .set((eb) => ({
      archived_at: sql<Date>`clock_timestamp()`,
      updated_at: sql<Date>`clock_timestamp()`,
      version: eb('version', '+', 1),
    }))
    .where('org_id', '=', orgId)
    .where('source', '=', source)
    .execute()
}

/** A source whose events are not taken as any other's are. */
export interface SourceRule {
  source: string
  acceptsNumericIds: boolean
  requireSignature: boolean
  keyIds: string[] | null
  secrets: { id: string; sealed: Buffer }[]
}

/** What ingestion must know of sources: those in force that are other than the default, with their secrets. */
export async function listSourceRules(trx: DatabaseTransaction, orgId: string): Promise<SourceRule[]> {
  const rules = await trx
    .selectFrom('sources')
    .select(['source', 'accepts_numeric_ids', 'require_signature', 'key_ids'])
    .where('org_id', '=', orgId)
    .where('archived_at', 'is', null)
    .where((eb) =>
      eb.or([eb('accepts_numeric_ids', '=', true), eb('require_signature', '=', true), eb('key_ids', 'is not', null)]),
    )
    .execute()
  const signed = rules.filter((rule) => rule.require_signature).map(({ source }) => source)
  const secrets = Map.groupBy(await listSigningSecrets(trx, orgId, signed), ({ source }) => source)
  return rules.map((rule) => ({
    source: rule.source,
    acceptsNumericIds: rule.accepts_numeric_ids,
    requireSignature: rule.require_signature,
    keyIds: rule.key_ids,
    secrets: secrets.get(rule.source) ?? [],
  }))
}

/** Configured sources in force that take events of this key and no other but those they name. */
export async function listSourcesOfKey(trx: DatabaseTransaction, orgId: string, keyId: string): Promise<string[]> {
  const { rows } = await sql<{ source: string }>`
    select source from sources where org_id = ${orgId} and archived_at is null and ${keyId} = any(key_ids) order by 1`.execute(
    trx,
  )
  return rows.map(({ source }) => source)
}

/** Pools in force whose places this source has reported figures of. */
export async function listPoolsOfSource(trx: DatabaseTransaction, orgId: string, source: string): Promise<string[]> {
  const { rows } = await sql<{ poolId: string }>`
    select distinct c.pool_id as "poolId" from place_state s
      join cells c on c.org_id = s.org_id and c.location_id = s.location_id
       and (s.service_line = '*' or c.service_line = s.service_line)
      join pools p on p.org_id = c.org_id and p.id = c.pool_id and p.archived_at is null
     where s.org_id = ${orgId} and s.source = ${source} order by 1`.execute(trx)
  return rows.map(({ poolId }) => poolId)
}

/** How often sources say that they report, in minutes; those that say nothing are not in it. */
export async function listSourceIntervals(
  trx: DatabaseTransaction,
  orgId: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await trx
    .selectFrom('sources')
    .select(['source', 'expected_interval_minutes'])
    .where('org_id', '=', orgId)
    .where('archived_at', 'is', null)
    .where('expected_interval_minutes', 'is not', null)
    .execute()
  return new Map(rows.map((row) => [row.source, row.expected_interval_minutes ?? 0]))
}

/** Of these sources, oldest first. */
export async function listSigningSecrets(
  trx: DatabaseTransaction,
  orgId: string,
  sources: readonly string[],
): Promise<SigningSecretRow[]> {
  if (sources.length === 0) return []
  return trx
    .selectFrom('source_signing_secrets')
    .selectAll()
    .where('org_id', '=', orgId)
    .where((eb) => eb('source', '=', eb.fn.any(eb.val([...sources]))))
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

export async function insertSigningSecret(
  trx: DatabaseTransaction,
  secret: Insertable<SourceSigningSecretsTable>,
): Promise<void> {
  await trx.insertInto('source_signing_secrets').values(secret).execute()
}

export async function deleteSigningSecret(
  trx: DatabaseTransaction,
  orgId: string,
  { source, id }: { source: string; id: string },
): Promise<void> {
  await trx
    .deleteFrom('source_signing_secrets')
    .where('org_id', '=', orgId)
    .where('source', '=', source)
    .where('id', '=', id)
    .execute()
}
