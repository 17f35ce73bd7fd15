import type { Problem } from '@sluice/allocation'
import type { PlanningInput } from './input.ts'
import type { Plan, Relaxation } from './plan.types.ts'

/**
 * Whether all that gave way had to [X3]: above a cell or group that got less than its rules require, a group's maximum
 * or the pool has nothing left for it. Part of `verifyPlan`; imports nothing that decides.
 */
export function wrongRelaxations(input: PlanningInput, { plan, problem }: { plan: Plan; problem: Problem }): string[] {
  const gaveWay = plan.relaxed.filter(({ kind }) => kind !== 'dead_band')
  if (gaveWay.length === 0) return []
  const { unitMinor } = input.policy.platform
  const money = moneyIn(input, plan)
  // A pause is whole: what is left may be a part of its floor.
  const floors = new Map(gaveWay.filter(({ kind }) => kind === 'floor').map(({ at, byMinor }) => [at, byMinor]))
  const isNeedless = ({ kind, at }: Relaxation) => {
    if (kind !== 'group_minimum') return money.leftFor(at) >= (floors.get(at) ?? unitMinor)
    // Or nobody below the group can take more.
    return Math.min(money.leftForGroup(at), placeBelow(problem, at) - money.spentBelow(at)) >= unitMinor
  }
  return gaveWay.filter(isNeedless).map(({ kind, at }) => `${at} gave up its ${kind} and there is money for it`)
}

/** What the plan spends below each group, and what the maximums and the pool above a cell or group have left. */
function moneyIn({ cells, groups }: PlanningInput, plan: Plan) {
  const groupOf = new Map(cells.map(({ id, groupId }) => [id, groupId]))
  const byId = new Map(groups.map((group) => [group.id, group]))
  const pathFrom = (from: string | null | undefined) => {
    const path: string[] = []
    for (let id = from ?? null; id !== null && byId.has(id); id = byId.get(id)?.parentId ?? null) path.push(id)
    return path
  }
  const spent = new Map<string, number>()
  for (const { cellId, recommendedDailyBudgetMinor: amount } of plan.recommendations) {
    for (const id of pathFrom(groupOf.get(cellId))) spent.set(id, (spent.get(id) ?? 0) + amount)
  }
  const spentBelow = (id: string) => spent.get(id) ?? 0
  const left = (path: readonly string[]) =>
    Math.min(
      plan.reserveDailyMinor,
      ...path.map((id) => (byId.get(id)?.maxDailyBudgetMinor ?? Infinity) - spentBelow(id)),
    )
  return {
    spentBelow,
    leftFor: (cellId: string) => left(pathFrom(groupOf.get(cellId))),
    leftForGroup: (id: string) => left(pathFrom(byId.get(id)?.parentId)),
  }
}

/** What the cells and groups below a group may take at most. */
function placeBelow(problem: Problem, id: string): number {
  const { groups, cells } = problem
  const ofCells = cells.filter(({ groupId }) => groupId === id).reduce((sum, { maxMinor }) => sum + maxMinor, 0)
  const below = groups.filter(({ parentId }) => parentId === id)
  const ofGroups = below.reduce((sum, group) => sum + placeBelow(problem, group.id), 0)
  return Math.min(groups.find((group) => group.id === id)?.maxMinor ?? Infinity, ofCells + ofGroups)
}
