import { stringify } from 'csv-stringify/sync'

/**
 * A report as it was asked for: JSON, or its items as a spreadsheet takes them (RFC 4180). Text that a spreadsheet would
 * take for a formula is defused with an apostrophe.
 */
export function reportAnswer<Report extends { items: readonly object[] }>(
  name: string,
  format: 'json' | 'csv',
  report: Report,
  columns: readonly (keyof Report['items'][number] & string)[],
) {
  if (format === 'json') return { status: 200 as const, body: report }
  const body = stringify([...report.items], {
    header: true,
    columns: [...columns],
    record_delimiter: 'windows',
    escape_formulas: true,
  })
  const headers = { 'content-disposition': `attachment; filename="sluice-${name}.csv"` }
  return { status: 200 as const, mediaType: 'text/csv' as const, headers, body }
}
