import { getPerformanceReport as operation } from '@sluice/contracts'
import { sumPerformance } from '@sluice/database'
import { type HttpApp, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { reportAnswer } from '../reports/answer.ts'
import { performanceColumns, toPerformanceRow } from '../reports/performance.ts'
import { limitRows, readReport, rowsRead } from '../reports/read-report.ts'

/** GET /v1/reports/performance: what was spent and what it brought. */
export function getPerformanceReport(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ query, principal: { orgId } }) => {
    const report = await readReport(deps, orgId, query, async ({ trx, span, today }) => {
      const rows = limitRows(await sumPerformance(trx, { orgId, ...query, ...span }, query, rowsRead))
      return { from: span.from, to: span.to, items: rows.map((row) => toPerformanceRow(row, today)) }
    })
    return reportAnswer('performance', query.format, report, performanceColumns)
  })
}
