import { exportPlan as operation } from '@sluice/contracts'
import { noteExport, withOrganization } from '@sluice/database'
import type { ExportSummary, FormatName } from '@sluice/exports'
import { type Answer, type HttpApp, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { makeFile } from '../export-file.ts'
import { readExportSource } from '../export-source.ts'

/** GET /v1/pools/{poolId}/plans/{number}/exports/{format}: the file, noted before it leaves unless it is a preview. */
export function getPlanExport(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params: { poolId, number, format }, query, principal: { orgId } }) => {
    const key = { orgId, poolId }
    const source = await readExportSource(deps, key, { number, format })
    const { rows, accountId, preview, validateOnly } = query
    const isTrial = preview === 'true' || validateOnly === 'true'
    const asked = { rows, accountId, validateOnly: validateOnly === 'true', nowMs: Date.now() }
    const { content, told, summary } = makeFile(source, format, asked)
    if (!isTrial) {
      const file = { ...key, ...source.state, format, budgets: told }
      await withOrganization(deps.db, { role: 'sluice_results', orgId }, (trx) => noteExport(trx, file))
    }
    return answerOf(format, content, summary)
  })
}

type Content = ReturnType<typeof makeFile>['content']

function answerOf(format: FormatName, content: Content, summary: ExportSummary): Answer<typeof operation> {
  const headers = headersOf(format, summary)
  if (typeof content !== 'string') {
    const items = format === 'json' ? { lines: content } : { requests: content }
    return { status: 200, headers, mediaType: 'application/json', body: { ...items, summary } as JsonBody }
  }
  if (format === 'ndjson') return { status: 200, headers, mediaType: 'application/x-ndjson', body: content }
  return { status: 200, headers, body: content }
}

/** Which of the three it is goes with the format; the schemas check it in tests. */
type JsonBody = Extract<Answer<typeof operation>, { mediaType: 'application/json'; body: unknown }>['body']

const extensions: Partial<Record<FormatName, string>> = {
  'google-ads-api': 'json',
  meta: 'json',
  json: 'json',
  ndjson: 'ndjson',
}

function headersOf(format: FormatName, summary: ExportSummary): Record<string, string> {
  const name = `${summary.poolId}-${summary.planNumber}-${format}.${extensions[format] ?? 'csv'}`
  return {
    'content-disposition': `attachment; filename="${name}"`,
    // What it says depends on what was exported before.
    'cache-control': 'private, no-store',
    'sluice-plan-number': String(summary.planNumber),
    'sluice-export-rows': String(summary.rowCount),
    'sluice-export-file-minor': String(summary.fileDailyMinor),
    'sluice-export-plan-minor': String(summary.planDailyMinor),
    'sluice-export-unmapped-minor': String(summary.unmappedDailyMinor),
    'sluice-export-held-back-minor': String(summary.heldBackDailyMinor),
    'sluice-export-raised-minor': String(summary.raisedDailyMinor),
  }
}
