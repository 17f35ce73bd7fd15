import { getStabilityReport as operation, type StabilityRow } from '@sluice/contracts'
import { type CellMoves, listCellMoves } from '@sluice/database'
import { fewestRateDays, perThirtyDays } from '@sluice/reporting'
import { type HttpApp, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { reportAnswer } from '../reports/answer.ts'
import { limitRows, readReport } from '../reports/read-report.ts'

const columns = [
  'cellId',
  'locationId',
  'serviceLine',
  'days',
  'budgetChanges',
  'gateFlips',
  'budgetChangesPer30Days',
  'gateFlipsPer30Days',
] as const

/** GET /v1/reports/stability: how often budgets and gates moved. */
export function getStabilityReport(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ query, principal: { orgId } }) => {
    const report = await readReport(deps, orgId, query, async ({ trx, span }) => {
      const cells = limitRows(await listCellMoves(trx, { orgId, ...query, ...span }))
      return { from: span.from, to: span.to, ...inAll(cells), items: cells.map(toRow).sort(restlessFirst) }
    })
    return reportAnswer('stability', query.format, report, columns)
  })
}

function inAll(cells: readonly CellMoves[]) {
  const lasting = cells.filter(({ days }) => days >= fewestRateDays)
  const sum = (of: (cell: CellMoves) => number) => lasting.reduce((total, cell) => total + of(cell), 0)
  const days = sum((cell) => cell.days)
  return {
    budgetChangesPerCellPer30Days: perThirtyDays(
      sum(({ budgetChanges }) => budgetChanges),
      days,
    ),
    gateFlipsPerCellPer30Days: perThirtyDays(
      sum(({ gateFlips }) => gateFlips),
      days,
    ),
  }
}

function toRow({ days, ...cell }: CellMoves): StabilityRow {
  return {
    ...cell,
    days: Math.round(days * 100) / 100,
    budgetChangesPer30Days: perThirtyDays(cell.budgetChanges, days),
    gateFlipsPer30Days: perThirtyDays(cell.gateFlips, days),
  }
}

function restlessFirst(a: StabilityRow, b: StabilityRow): number {
  return b.budgetChanges + b.gateFlips - a.budgetChanges - a.gateFlips || (a.cellId < b.cellId ? -1 : 1)
}
