import { getCapacityReport as operation } from '@sluice/contracts'
import { findPool, listBudgetSteps, listGateEpisodes, sumCapacity, sumWastedSpend } from '@sluice/database'
import { type HttpApp, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { reportAnswer } from '../reports/answer.ts'
import { capacityColumns, toCapacityRows, wentTo } from '../reports/capacity.ts'
import { limitRows, type ReportReading, readReport, rowsRead } from '../reports/read-report.ts'

/** GET /v1/reports/capacity: how full, what was spent while full, and where that money went. */
export function getCapacityReport(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ query, principal: { orgId } }) => {
    const report = await readReport(deps, orgId, query, (reading) => read(reading, orgId, query))
    return reportAnswer('capacity', query.format, report, capacityColumns)
  })
}

type Query = Parameters<typeof sumCapacity>[2] & {
  poolId: string
  locationId?: string | undefined
  serviceLine?: string | undefined
}

async function read({ trx, span, today }: ReportReading, orgId: string, query: Query) {
  const scope = { orgId, ...query, ...span }
  const pool = await findPool(trx, orgId, query.poolId)
  const complete = { ...scope, before: span.before < today ? span.before : today }
  const episodes = await listGateEpisodes(trx, scope, query.interval)
  const rows = toCapacityRows({
    currency: pool?.currency ?? '',
    capacity: complete.from < complete.before ? limitRows(await sumCapacity(trx, complete, query, rowsRead)) : [],
    wasted: limitRows(await sumWastedSpend(trx, scope, query, rowsRead)),
    episodes,
    by: query.by,
  })
  const plans = [...new Set(episodes.map(({ planNumber }) => planNumber))]
  const steps = await listBudgetSteps(trx, { orgId, poolId: query.poolId }, plans)
  return { from: span.from, to: span.to, items: limitRows(rows), reclaimedWentTo: wentTo(episodes, steps) }
}
