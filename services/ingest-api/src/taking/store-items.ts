import type { Event } from '@sluice/contracts'
import type { StoredEvent } from '@sluice/ingestion'
import type { Span } from '@sluice/service-kit'
import type { GroupCommit } from '../group-commit.ts'
import type { ReadItem } from '../read-body.ts'

/** Stores those that could be read; one transaction, shared with other requests. */
export async function storeItems(
  commits: GroupCommit,
  { orgId, span }: { orgId: string; span: Span | null },
  items: readonly ReadItem[],
): Promise<StoredEvent[]> {
  const events: Event[] = []
  let bytes = 0
  for (const item of items) {
    if (item.kind === 'refused') continue
    events.push(item.event)
    bytes += item.bytes
  }
  return events.length === 0 ? [] : commits.store(orgId, events, bytes, span)
}

/** The items that have an outcome already, with it; what was refused is told when all of them have one. */
export function knownOf(
  items: readonly ReadItem[],
  outcomes: readonly (StoredEvent | undefined)[],
): [ReadItem[], StoredEvent[]] {
  const read = items.filter(({ kind }) => kind !== 'refused')
  const known = outcomes.flatMap((outcome, at) => {
    const item = read[at]
    return outcome === undefined || item === undefined ? [] : [{ item, outcome }]
  })
  return [known.map(({ item }) => item), known.map(({ outcome }) => outcome)]
}
