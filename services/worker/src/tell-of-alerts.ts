import { type AlertRow, type DatabaseTransaction, insertWebhookEvent } from '@sluice/database'

/**
 * Notes for the organization's webhooks which alerts closed and opened, in the transaction in which they did; the ends
 * first: one may make way for another of its kind and object.
 */
export async function tellOfAlerts(
  trx: DatabaseTransaction,
  { opened, closed }: { opened: readonly AlertRow[]; closed: readonly AlertRow[] },
): Promise<void> {
  for (const alert of closed) await tell(trx, 'alert.closed', alert, alert.closed_at ?? alert.opened_at)
  for (const alert of opened) await tell(trx, 'alert.opened', alert, alert.opened_at)
}

async function tell(
  trx: DatabaseTransaction,
  type: 'alert.opened' | 'alert.closed',
  { org_id: orgId, opened_at, closed_at, ...row }: AlertRow,
  at: Date,
): Promise<void> {
  // An endpoint for some pools hears of these pools, and of every source: that may be anybody's.
  const poolId = row.kind.startsWith('pool_') ? row.object : null
  const data = { ...row, openedAt: opened_at.toISOString(), closedAt: closed_at?.toISOString() ?? null }
  await insertWebhookEvent(trx, { orgId, type, poolId, at, data })
}
