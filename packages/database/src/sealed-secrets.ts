import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'

/** A secret as it is sealed, and where it stands. */
export type SealedSecret =
  | { kind: 'source'; source: string; id: string; sealed: Buffer }
  | { kind: 'webhook'; endpointId: string; column: 'secret' | 'previous_secret'; sealed: Buffer }

/** Every sealed secret of an organization that is still in use, locked until the transaction ends. */
export async function lockSealedSecrets(trx: DatabaseTransaction, orgId: string): Promise<SealedSecret[]> {
  const ofSources = await trx
    .selectFrom('source_signing_secrets')
    .select(['source', 'id', 'sealed'])
    .where('org_id', '=', orgId)
    .orderBy('source')
    .orderBy('id')
    .forUpdate()
    .execute()
  const ofEndpoints = await trx
    .selectFrom('webhook_endpoints')
    .select(['id', 'secret', 'previous_secret'])
    .select(sql<boolean>`coalesce(previous_secret_until > clock_timestamp(), false)`.as('signsWithBoth'))
    .where('org_id', '=', orgId)
    .orderBy('id')
    .forUpdate()
    .execute()
  return [
    ...ofSources.map((row) => ({ kind: 'source' as const, ...row })),
    ...ofEndpoints.flatMap(({ id, secret, previous_secret: previous, signsWithBoth }): SealedSecret[] => {
      const endpoint = { kind: 'webhook' as const, endpointId: id }
      const first = { ...endpoint, column: 'secret' as const, sealed: secret }
      if (previous === null || !signsWithBoth) return [first]
      return [first, { ...endpoint, column: 'previous_secret', sealed: previous }]
    }),
  ]
}

/** Writes a secret, sealed anew, in its place. Its version stays: nothing that anybody reads has changed. */
export async function replaceSealedSecret(
  trx: DatabaseTransaction,
  orgId: string,
  secret: SealedSecret,
): Promise<void> {
  if (secret.kind === 'webhook') {
    await trx
      .updateTable('webhook_endpoints')
      .set({ [secret.column]: secret.sealed })
      .where('org_id', '=', orgId)
      .where('id', '=', secret.endpointId)
      .execute()
    return
  }
  await trx
    .updateTable('source_signing_secrets')
    .set({ sealed: secret.sealed })
    .where('org_id', '=', orgId)
    .where('source', '=', secret.source)
    .where('id', '=', secret.id)
    .execute()
}
