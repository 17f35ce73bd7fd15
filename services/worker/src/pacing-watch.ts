import { type DatabaseTransaction, listPlansInForce, type Matter } from '@sluice/database'
import { readPacing } from '@sluice/recompute'

/** What is the matter with the pace of an organization's pools. */
export type PacingWatch = (trx: DatabaseTransaction, orgId: string, now: Date) => Promise<Matter[]>

/** A day's pace moves with reports and at midnight; reading it reads every day of the period. */
const lookAgainMs = 3_600_000

/** One for a process: remembers for an hour how each pool paces. Only pools with a plan are looked at. */
export function createPacingWatch(): PacingWatch {
  const seen = new Map<string, { atMs: number; matters: Matter[] }>()
  return async (trx, orgId, now) => {
    const matters: Matter[] = []
    for (const { poolId } of await listPlansInForce(trx, { orgId })) {
      const name = JSON.stringify([orgId, poolId])
      const known = seen.get(name)
      const isKnown = known !== undefined && now.getTime() - known.atMs < lookAgainMs
      const found = isKnown ? known : { atMs: now.getTime(), matters: await mattersOf(trx, { orgId, poolId }) }
      seen.set(name, found)
      matters.push(...found.matters)
    }
    return matters
  }
}

async function mattersOf(trx: DatabaseTransaction, pool: { orgId: string; poolId: string }): Promise<Matter[]> {
  const pacing = await readPacing(trx, pool)
  if (pacing === null || pacing.alarm.state === 'ok') return []
  const { state, projectedShare, lowShare, highShare } = pacing.alarm
  // An alert that money is left over does not say that it runs out, nor anything of the next period.
  const identity = { state, periodStart: pacing.periodStart }
  const details = { ...identity, projectedShare, lowShare, highShare }
  return [{ kind: 'pool_pacing', object: pool.poolId, details, identity }]
}
