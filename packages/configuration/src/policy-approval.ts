import { type Policy, type Pool, type PoolCell, policy as policySchema } from '@sluice/contracts'
import { type DatabaseTransaction, listFormerHolders, listPolicies, type PoolKey } from '@sluice/database'
import { channelKey } from './pool-difference.ts'
import { type PoolRows, rowsToPool } from './pool-rows.ts'
import { ConfigurationRefusal, type Fault } from './refusal.ts'

type Decisions = Policy['decisions']

interface ApprovalOf {
  /** The pool as it is stored, also an archived one: else archiving it and putting it again would get around approval. */
  rows: PoolRows | undefined
  pool: Pool
  /** Cells at a place × channel the pool did not have. */
  taken: readonly PoolCell[]
}

/**
 * What needs approval goes on needing it, unless the change is by somebody who may decide on plans. The pool's own
 * policy may not require less than before, nor may a clinic come into it from a pool that requires more, whatever
 * became of that pool.
 * @throws ConfigurationRefusal forbidden
 */
export async function requireApprovalKept(
  trx: DatabaseTransaction,
  key: PoolKey,
  { rows, pool, taken }: ApprovalOf,
): Promise<void> {
  const { decisions } = pool.policy
  const ofPolicy = rows === undefined ? [] : policyFaults(rowsToPool(rows).policy.decisions, decisions)
  if (ofPolicy.length > 0) throw refusal('Requiring less approval than now', ofPolicy)
  const ofCells = cellFaults(pool, taken, await loadStricter(trx, key, decisions, taken))
  if (ofCells.length > 0) throw refusal('Moving a clinic into a pool that requires less approval', ofCells)
}

function refusal(what: string, faults: readonly Fault[]): ConfigurationRefusal {
  return new ConfigurationRefusal('forbidden', `${what} needs the scope plans:decide as well.`, faults)
}

function policyFaults(now: Decisions, next: Decisions): Fault[] {
  return Object.entries(weakerApproval(now, next)).map(([setting, strict]) => ({
    pointer: `#/policy/decisions/${setting}`,
    detail: `${strict}, as it is; a key that also holds plans:decide may change it`,
  }))
}

/** For a place × channel: a pool that has or had it and requires more, and what that is. */
interface Stricter {
  channelKey: string
  poolId: string
  asks: Record<string, string>
}

async function loadStricter(
  trx: DatabaseTransaction,
  key: PoolKey,
  next: Decisions,
  taken: readonly PoolCell[],
): Promise<Stricter[]> {
  const holders = await listFormerHolders(trx, key, taken.map(toChannelPlace))
  const policies = await listPolicies(trx, key.orgId, [...new Set(holders.map(({ poolId }) => poolId))])
  const asks = new Map(
    [...policies].map(([poolId, body]) => [poolId, weakerApproval(policySchema.parse(body).decisions, next)]),
  )
  return holders.map((holder) => ({
    channelKey: channelKey({ ...holder, channel: holder.channel || null }),
    poolId: holder.poolId,
    asks: asks.get(holder.poolId) ?? {},
  }))
}

function cellFaults({ cells }: Pool, taken: readonly PoolCell[], stricter: readonly Stricter[]): Fault[] {
  const isTaken = new Set(taken.map(({ id }) => id))
  const byPlace = Map.groupBy(stricter, (each) => each.channelKey)
  return cells.flatMap((cell, index) => {
    const from = isTaken.has(cell.id) ? (byPlace.get(channelKey(cell)) ?? []) : []
    return from.flatMap(({ poolId, asks }) =>
      Object.entries(asks).map(([setting, strict]) => ({
        pointer: `#/cells/${index}`,
        detail:
          `a place that pool ${poolId} does not have, or had last: its policy.decisions.${setting} is ${strict}; ` +
          'a key that also holds plans:decide may move it',
      })),
    )
  })
}

function toChannelPlace({ locationId, serviceLine, channel }: PoolCell) {
  return { locationId, serviceLine, channel: channel ?? '' }
}

/**
 * Where the new policy would let take effect without approval what needs it now: leaving approval, larger steps, cuts
 * by gates, the way back to the baseline, cells without an approved message; each with its present value. In every
 * mode: large steps need approval in automatic pools too.
 */
function weakerApproval(now: Decisions, next: Decisions): Record<string, string> {
  return {
    ...(now.mode === 'approval' && next.mode !== 'approval' ? { mode: 'approval' } : {}),
    ...(next.largestRiseShare > now.largestRiseShare ? { largestRiseShare: `at most ${now.largestRiseShare}` } : {}),
    ...(next.largestCutShare > now.largestCutShare ? { largestCutShare: `at most ${now.largestCutShare}` } : {}),
    ...(next.gateCutsWithoutApproval && !now.gateCutsWithoutApproval ? { gateCutsWithoutApproval: 'false' } : {}),
    ...(next.climbBackWithoutApproval && !now.climbBackWithoutApproval ? { climbBackWithoutApproval: 'false' } : {}),
    ...(now.requireApprovedMessage && !next.requireApprovedMessage ? { requireApprovedMessage: 'true' } : {}),
  }
}
