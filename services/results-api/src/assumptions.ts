import { policy, type WhatIf, withPatch } from '@sluice/contracts'
import { readPoolSettings } from '@sluice/database'
import type { AssumptionOrder } from '@sluice/recompute'
import { Problem, refusalsOf } from '@sluice/service-kit'
import type { ResultsDeps } from './deps.ts'
import { readOrganization } from './read-organization.ts'
import { poolNotFound } from './refusals.ts'

/** What is assumed of a pool as planning takes it: its policy whole. @throws Problem where the policy would be refused. */
export async function toAssumption(
  deps: ResultsDeps,
  pool: AssumptionOrder['pool'],
  { policy: patch, asOf, ...whatIf }: WhatIf,
): Promise<AssumptionOrder> {
  const order = { pool, asOf: asOf ?? null }
  if (patch === undefined) return { ...order, whatIf }
  const settings = await readOrganization(deps.db, pool.orgId, (trx) => readPoolSettings(trx, pool))
  if (settings === undefined) throw poolNotFound()
  const parsed = policy.safeParse(withPatch(settings.policy, patch))
  if (parsed.success) return { ...order, whatIf: { ...whatIf, policy: parsed.data } }
  throw new Problem('invalid-body', 'The policy would not be one.', {
    errors: refusalsOf(policy, parsed.error, '#/policy'),
  })
}
