import { type DatabaseTransaction, insertWebhookEvent, isWebhookWanted, type PoolKey } from '@sluice/database'
import type { PlanNews } from './plan-news.ts'

/**
 * Notes for the organization's webhooks what came into force, in the transaction that brings it into force. `tell` works the
 * news out, where anybody wants them.
 */
export async function tellWebhooks(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  tell: () => PlanNews,
  at: Date,
): Promise<void> {
  const subject = { orgId, type: 'plan.published', poolId }
  if (await isWebhookWanted(trx, subject)) await insertWebhookEvent(trx, { ...subject, at, data: tell() })
}
