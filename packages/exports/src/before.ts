import type { EntityBefore } from './changes.ts'
import type { Entity } from './types.ts'

/** What somebody reported as really set for a cell. */
export interface AppliedCell {
  dailyBudgetMinor: number
  appliedMs: number
}

/** What files said of a budget. */
export interface ToldBudget extends EntityBefore {
  /** When one last said so; null: none did. */
  toldMs: number | null
}

/**
 * What each entity spends as far as is known: what was reported as applied to its cells where that is newer than what a
 * file told its budget (`told`, by budget key), else what the file told. Reports are by cell: they say nothing of an
 * entity that has only a part of a cell, or a cell nobody reported since the entity sets its budget by these cells.
 */
export function knownBefore(
  entities: readonly Entity[],
  told: ReadonlyMap<string, ToldBudget>,
  applied: ReadonlyMap<string, AppliedCell>,
): Map<string, EntityBefore> {
  return new Map(
    entities.flatMap((entity): [string, EntityBefore][] => {
      const file = told.get(entity.budgetKey)
      const reported = appliedTo(entity, applied, file?.toldMs ?? Number.NEGATIVE_INFINITY)
      if (reported === undefined) return file ? [[entity.id, withCampaigns(file, entity)]] : []
      const isOlder = file?.again && appliedTo(entity, applied, file.again.toldMs) === undefined
      return [[entity.id, reportedBefore(reported, file, isOlder ? file.again : undefined)]]
    }),
  )
}

/**
 * Where a report is newer than `file`, and `again` newer than the report: the report took back what the same state told
 * before it.
 */
function reportedBefore(
  dailyBudgetMinor: number,
  file: ToldBudget | undefined,
  again: EntityBefore['again'],
): EntityBefore {
  const { changedMs = [] } = file ?? {}
  const toldMinor = (again ? undefined : file?.again?.dailyBudgetMinor) ?? file?.dailyBudgetMinor
  const isPausedByHand = dailyBudgetMinor === 0 && toldMinor !== 0
  return { dailyBudgetMinor, changedMs, ...(again && { again }), ...(isPausedByHand && { isPausedByHand }) }
}

function withCampaigns(file: ToldBudget, { campaignsMs }: Entity): EntityBefore {
  const toldMs = file.again?.toldMs ?? file.toldMs
  return toldMs !== null && toldMs < campaignsMs ? { ...file, hasOtherCampaigns: true } : file
}

function appliedTo(
  { cells, mappedMs }: Entity,
  applied: ReadonlyMap<string, AppliedCell>,
  toldMs: number,
): number | undefined {
  if (cells.length === 0) return undefined
  const afterMs = Math.max(toldMs, mappedMs)
  let total = 0
  for (const { cellId, share } of cells) {
    const report = applied.get(cellId)
    if (share !== 1 || report === undefined || report.appliedMs <= afterMs) return undefined
    total += report.dailyBudgetMinor
  }
  return total
}

/** The same by cell: reports that are newer than the file before, else what that file said; undefined: neither is known. */
export function knownCellsBefore(
  file: { budgets: ReadonlyMap<string, number>; exportedMs: number } | undefined,
  applied: ReadonlyMap<string, AppliedCell>,
): ReadonlyMap<string, number> | undefined {
  if (!file && applied.size === 0) return undefined
  const newer = [...applied].filter(([, { appliedMs }]) => appliedMs > (file?.exportedMs ?? Number.NEGATIVE_INFINITY))
  return new Map([...(file?.budgets ?? []), ...newer.map(([id, report]) => [id, report.dailyBudgetMinor] as const)])
}
