import { type DatabaseTransaction, insertWebhookEvent, isWebhookWanted, type PoolKey } from '@sluice/database'
import type { PlanNews } from './plan-news.ts'

/** Notes for the organization's webhooks what came into force, in the transaction that brings it into force. */
export async function tellWebhooks(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  data: PlanNews,
  at: Date,
): Promise<void> {
  const subject = { orgId, type: 'plan.published', poolId }
  if (await isWebhookWanted(trx, subject)) await insertWebhookEvent(trx, { ...subject, at, data })
}
