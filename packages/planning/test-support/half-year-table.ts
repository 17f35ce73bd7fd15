import type { HalfYear } from './half-year.ts'

/** What a half-year was like for one cell. */
export interface CellSummary {
  cellId: string
  /** Moves of the gate. */
  flips: number
  /** Plans that changed the budget, and days on which at least one did. */
  changes: number
  changedDays: number
  meanBudgetMinor: number
  /** Shares of plans at the floor, and of visits taken. */
  atFloor: number
  fill: number
}

/** Adds the half-year up, one line per cell. */
export function summarize({ moments, clinics, fill }: HalfYear): CellSummary[] {
  return clinics.map(({ id }) => {
    const lines = moments.flatMap(({ day, plan }) =>
      plan.recommendations
        .filter(({ cellId }) => cellId === id)
        .map((line) => ({ day, gate: line.gate, minor: line.recommendedDailyBudgetMinor })),
    )
    const isOther = (key: 'gate' | 'minor') => (line: (typeof lines)[number], i: number) =>
      i > 0 && lines[i - 1]?.[key] !== line[key]
    const changed = lines.filter(isOther('minor'))
    return {
      cellId: id,
      flips: lines.filter(isOther('gate')).length,
      changes: changed.length,
      changedDays: new Set(changed.map(({ day }) => day)).size,
      meanBudgetMinor: mean(lines.map(({ minor }) => minor)),
      atFloor: mean(lines.map(({ minor }) => (minor <= 420 ? 1 : 0))),
      fill: mean(fill.get(id) ?? []),
    }
  })
}

/** The summary as text, and how many plans gave something up. */
export function tableOf(year: HalfYear): string {
  const rows = summarize(year).map((cell) =>
    [
      cell.cellId,
      cell.flips,
      cell.changes,
      cell.changedDays,
      (cell.meanBudgetMinor / 100).toFixed(2),
      `${Math.round(cell.atFloor * 100)} %`,
      `${Math.round(cell.fill * 100)} %`,
    ]
      .map((value, i) => (i === 0 ? String(value).padEnd(6) : String(value).padStart(13)))
      .join(''),
  )
  const head = [
    'cell  ',
    ...['flips', 'changes', 'days changed', 'mean $/day', 'at floor', 'fill'].map((name) => name.padStart(13)),
  ].join('')
  const relaxed = year.moments.filter(({ plan }) => plan.relaxed.some(({ kind }) => kind !== 'dead_band')).length
  const reserve = mean(year.moments.map(({ plan }) => plan.reserveDailyMinor / Math.max(1, plan.poolDailyBudgetMinor)))
  const foot = `${year.moments.length} plans; ${relaxed} gave a bound up; reserve ${Math.round(reserve * 100)} % of the pool on average`
  return [head, ...rows, foot, ''].join('\n')
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
