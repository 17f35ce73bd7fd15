import { type DatabaseTransaction, findPool, isCanceled, readLocalToday } from '@sluice/database'
import { Problem } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { readOrganization } from '../read-organization.ts'
import { poolNotFound } from '../refusals.ts'
import { type Span, spanOf } from './span.ts'

interface ReportQuery {
  from?: string | undefined
  to?: string | undefined
  poolId?: string | undefined
}

/** What a report is read with: one snapshot, its days, and today in the organization's zone. */
export interface ReportReading {
  trx: DatabaseTransaction
  span: Span
  today: string
}

/** More rows than this nobody reads, and each is held in memory: one more is read at the most. */
const mostRows = 50_000
export const rowsRead = mostRows + 1

/**
 * Reads a report out of one snapshot.
 * @throws Problem pool-not-found, invalid-request for a span it cannot cover, report-too-large also where it takes too long
 */
export async function readReport<T>(
  { db }: Pick<ResultsDeps, 'db'>,
  orgId: string,
  query: ReportQuery,
  work: (reading: ReportReading) => Promise<T>,
): Promise<T> {
  const reading = readOrganization(db, orgId, async (trx) => {
    const { poolId } = query
    if (poolId !== undefined && !(await findPool(trx, orgId, poolId))) throw poolNotFound()
    const today = await readLocalToday(trx, orgId)
    return work({ trx, span: spanOf(query, today), today })
  })
  return reading.catch((error: unknown) => {
    throw isCanceled(error) ? tooLarge('The report took longer than a question may take.', error) : error
  })
}

function tooLarge(detail: string, cause?: unknown): Problem {
  return new Problem('report-too-large', detail, { cause })
}

/** @throws Problem report-too-large */
export function limitRows<Row>(rows: Row[]): Row[] {
  if (rows.length <= mostRows) return rows
  throw tooLarge(`The report would have more than ${mostRows.toLocaleString('en')} rows.`)
}
