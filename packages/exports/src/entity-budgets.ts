import { type Part, splitAmount } from './split.ts'
import type { Entity, PlanToExport } from './types.ts'

export interface CellAmount {
  cellId: string
  dailyBudgetMinor: number
}

export interface EntityBudgets {
  /**
   * What the plan gives each entity, by its id. Entities whose cells are all gone from the plan are left out; those
   * without cells are not.
   */
  amounts: ReadonlyMap<string, number>
  /** Money of the plan that no entity carries. */
  unmapped: readonly CellAmount[]
  /** What the plan keeps for removed cells that entities carry: these get none of it. */
  removedDailyMinor: number
}

/**
 * What a plan gives each entity: a cell's money split by its shares, several cells of one entity added up. To the unit:
 * the amounts, what is unmapped and what is kept for removed cells add up to the plan.
 */
export function entityBudgets(plan: PlanToExport, entities: readonly Entity[]): EntityBudgets {
  const partsOf = partsByCell(entities)
  const amounts = new Map(entities.filter(({ cells }) => cells.length === 0).map(({ id }) => [id, 0]))
  const unmapped: CellAmount[] = []
  let removedDailyMinor = 0
  for (const { cellId, status, recommendedDailyBudgetMinor: amountMinor } of plan.lines) {
    const isRemoved = status === 'removed'
    const splitting = { unitMinor: unitOf(amountMinor, plan.unitMinor), shareTolerance: plan.shareTolerance }
    const split = splitAmount(amountMinor, partsOf.get(cellId) ?? [], splitting)
    for (const [id, part] of split.amounts) amounts.set(id, (amounts.get(id) ?? 0) + (isRemoved ? 0 : part))
    if (split.restMinor > 0) unmapped.push({ cellId, dailyBudgetMinor: split.restMinor })
    if (isRemoved) removedDailyMinor += amountMinor - split.restMinor
  }
  return { amounts, unmapped, removedDailyMinor }
}

function partsByCell(entities: readonly Entity[]): Map<string, Part[]> {
  const parts = new Map<string, Part[]>()
  for (const { id, cells } of entities) {
    for (const { cellId, share } of cells) {
      const known = parts.get(cellId)
      if (known) known.push({ id, share })
      else parts.set(cellId, [{ id, share }])
    }
  }
  return parts
}

/** A plan made under another step is split in its own: no part of it may be lost. */
function unitOf(amountMinor: number, unitMinor: number): number {
  return amountMinor % unitMinor === 0 ? unitMinor : 1
}
