import { type DirtyPool, JobFailed } from '@sluice/queue'
import type { RecomputeResult } from '@sluice/recompute'
import type { Recompute } from '../recompute.ts'

/**
 * The job `recompute-pool`. The revision in it is for people; what is computed is what the pool has been asked for by now.
 * @returns what people see on the dashboard.
 * @throws JobFailed with the code of the failure, so that the job is tried again and in the end seen to have failed.
 */
export async function runRecomputePool(recompute: Recompute, { orgId, poolId }: DirtyPool): Promise<string> {
  const result = await recompute({ orgId, poolId })
  // Put off after a failure that another try had, or left to another try after one: for this job it is the same
  // failure. Were such a job done, a pool that takes longer to fail than the sweep is ahead of its job would never be
  // seen as a failed one.
  if (result.outcome === 'failed' || result.errorCode !== undefined)
    throw new JobFailed(result.errorCode ?? result.outcome)
  return describe(result)
}

function describe({ outcome, revision, planNumber }: RecomputeResult): string {
  const plan = planNumber === undefined ? '' : `, plan ${planNumber}`
  return `${outcome} at revision ${revision}${plan}`
}
