import type { PlanAlert, Relaxation } from './plan.types.ts'
import type { PlannedLeaf } from './pool-problem.ts'

/**
 * What somebody should look at [E7]. A dead band given up is everyday and no alert; a group that gave way names the cells
 * below it through its own line in `relaxed`.
 */
export function alertsOf(
  leaves: readonly PlannedLeaf[],
  relaxed: readonly Relaxation[],
  projectedUnderspendMinor: number,
): PlanAlert[] {
  const active = leaves.filter(({ facts }) => facts.cell.status === 'active')
  const idsOf = (some: readonly PlannedLeaf[]) => some.map(({ id }) => id)
  const gaveWay = new Set(relaxed.filter(({ kind }) => kind !== 'dead_band').map(({ at }) => at))
  const alerts: PlanAlert[] = [
    { code: 'stale_data', cellIds: idsOf(active.filter(({ facts }) => facts.place.freshness === 'stale')) },
    { code: 'dead_data', cellIds: idsOf(active.filter(({ facts }) => facts.place.freshness === 'dead')) },
    { code: 'pool_exhausted', cellIds: idsOf(leaves.filter((leaf) => leaf.isPaused && leaf.pausedIn === null)) },
    { code: 'group_exhausted', cellIds: idsOf(leaves.filter((leaf) => leaf.isPaused && leaf.pausedIn !== null)) },
    { code: 'removal_unconfirmed', cellIds: idsOf(leaves.filter(isStillCounted)) },
  ]
  const raised = alerts.filter(({ cellIds }) => cellIds.length > 0)
  if (gaveWay.size > 0) {
    raised.push({ code: 'infeasible_relaxed', cellIds: idsOf(leaves.filter(({ id }) => gaveWay.has(id))) })
  }
  if (projectedUnderspendMinor > 0) raised.push({ code: 'projected_underspend', cellIds: [] })
  return raised
}

/** A removed cell whose money nobody else gets before somebody says that it is paused [B12]. */
function isStillCounted({ facts, max }: PlannedLeaf): boolean {
  return facts.cell.status === 'removed' && max > 0
}
