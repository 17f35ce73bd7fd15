import type { SourceReportBody } from '@sluice/contracts'
import {
  type DatabaseTransaction,
  listSigningSecrets,
  listSourceReports,
  type SigningSecretRow,
  type SourceReportQuery,
} from '@sluice/database'
import { reportToBody } from './source-body.ts'

/** How far back the figures of a source reach that are not of all time. */
const recentHours = 24

/** Sources as they are answered, in order of their names. `now`: by our clock. */
export async function readSources(
  trx: DatabaseTransaction,
  orgId: string,
  query: Omit<SourceReportQuery, 'recentHours'>,
  now: Date,
): Promise<SourceReportBody[]> {
  const reports = await listSourceReports(trx, orgId, { ...query, recentHours })
  const configured = reports.flatMap(({ source, settings }) => (settings === null ? [] : [source]))
  const secrets = Map.groupBy<string, SigningSecretRow>(
    await listSigningSecrets(trx, orgId, configured),
    ({ source }) => source,
  )
  return reports.map((report) => reportToBody(report, secrets.get(report.source) ?? [], now))
}
