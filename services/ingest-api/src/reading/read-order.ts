import { type CsvOrder, type CsvRow, readCsv } from '../csv/read-csv.ts'
import { type CountedFhir, countFhir, type FhirOrder } from '../fhir/count-fhir.ts'
import type { ReadItem } from '../read-body.ts'
import { inParts, type Parts } from './parts.ts'

/** A body to be read, and all that reading it goes by: nothing that another thread could not be given. */
export type Order = ({ kind: 'csv' } & CsvOrder) | ({ kind: 'fhir' } & FhirOrder)

/** What a body said. What is long about it comes in parts. */
export type ReadBody = { kind: 'csv'; rows: Parts<CsvRow> } | ({ kind: 'fhir'; items: Parts<ReadItem> } & CountedFhir)

/** Rows of one transaction: two events each at most. */
const ROWS = 250
/** Places of one transaction. */
const PLACES = 500

/** @throws Problem for a body that is refused whole */
export async function readOrder(order: Order): Promise<ReadBody> {
  if (order.kind === 'csv') return { kind: 'csv', rows: inParts(await readCsv(order), ROWS) }
  const { items, ...counted } = countFhir(order)
  return { kind: 'fhir', ...counted, items: inParts(items, PLACES) }
}
