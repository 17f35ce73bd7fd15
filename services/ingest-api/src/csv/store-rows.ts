import type { RowsStored } from '@sluice/contracts'
import type { StoredEvent } from '@sluice/ingestion'
import { countOf, type Outcome, toOutcomes } from '../answers.ts'
import type { ReadItem } from '../read-body.ts'
import type { Parts } from '../reading/parts.ts'
import type { CsvRow } from './read-csv.ts'
import { pointerToColumn, toColumnNames } from './row-events.ts'

/** Stores the rows part by part. Should a part fail, the file can be sent again: its rows are the same events. */
export async function storeRows(
  rows: Parts<CsvRow>,
  store: (items: readonly ReadItem[]) => Promise<StoredEvent[]>,
): Promise<RowsStored> {
  const outcomes: Outcome[] = []
  const lines: number[] = []
  for (const part of rows) {
    const items = part.flatMap((row) => row.items)
    const found = toOutcomes(items, await store(items)).values()
    for (const row of part) {
      lines.push(row.line)
      outcomes.push(joined(row.items.map(() => found.next().value)))
    }
  }
  const results = lines.map((line, at) => ({ line, ...toResult(outcomes[at]) }))
  return { ...countOf(outcomes), results }
}

/** Refused if one of its events was, duplicate if all were. */
function joined(parts: readonly (Outcome | undefined)[]): Outcome {
  const known = parts.filter((part) => part !== undefined)
  const [outcome] = ['refused', 'accepted', 'duplicate'].flatMap(
    (status) => known.find((part) => part.status === status) ?? [],
  )
  if (outcome === undefined) throw new Error('a row has no outcome')
  return outcome
}

function toResult(outcome: Outcome | undefined) {
  if (outcome === undefined) throw new Error('a row has no outcome')
  if (outcome.status !== 'refused') return outcome
  const column = pointerToColumn(outcome.pointer)
  const { status, code, detail } = outcome
  return { status, code, ...(column === undefined ? {} : { column }), detail: toColumnNames(detail) }
}
