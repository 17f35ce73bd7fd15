import type { exportPlan } from '@sluice/contracts'
import type { ExportSummary, FormatName } from '@sluice/exports'
import type { Answer } from '@sluice/service-kit'
import type { makeFile } from './export-file.ts'

type Content = ReturnType<typeof makeFile>['content']

/** A file as it is answered, in the media type of its format. */
export function answerOf(
  format: FormatName,
  { content, summary }: { content: Content; summary: ExportSummary },
): Answer<typeof exportPlan> {
  const headers = headersOf(format, summary)
  if (typeof content !== 'string') {
    const items = format === 'json' ? { lines: content } : { requests: content }
    return { status: 200, headers, mediaType: 'application/json', body: { ...items, summary } as JsonBody }
  }
  if (format === 'ndjson') return { status: 200, headers, mediaType: 'application/x-ndjson', body: content }
  return { status: 200, headers, body: content }
}

/** Which of the three it is goes with the format; the schemas check it in tests. */
type JsonBody = Extract<Answer<typeof exportPlan>, { mediaType: 'application/json'; body: unknown }>['body']

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
    'sluice-export-by-hand': String(summary.heldBack.length + summary.leftBehind.length),
    'sluice-export-above-plan-minor': String(summary.abovePlanDailyMinor),
    'sluice-export-rounded-down-minor': String(summary.roundedDownDailyMinor),
  }
}
