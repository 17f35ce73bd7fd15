import type { FhirStored } from '@sluice/contracts'
import type { StoredEvent } from '@sluice/ingestion'
import { countOf, type Outcome, toOutcomes } from '../answers.ts'
import type { ReadItem } from '../read-body.ts'
import type { Parts } from '../reading/parts.ts'
import type { CountedFhir } from './count-fhir.ts'

/** Stores the event of each place, part by part. Should a part fail, the message can be sent again. */
export async function storePlaces(
  { moment, places, rest, items }: Omit<CountedFhir, 'unused'> & { items: Parts<ReadItem> },
  store: (items: readonly ReadItem[]) => Promise<StoredEvent[]>,
): Promise<FhirStored> {
  const outcomes: Outcome[] = []
  for (const part of items) outcomes.push(...toOutcomes(part, await store(part)))
  const told = places.map((place, at) => ({ ...place, ...outcomeToAnswer(outcomes[at]) }))
  return { ...moment, ...countOf(outcomes), places: told, ...rest }
}

function outcomeToAnswer(outcome: Outcome | undefined) {
  if (outcome === undefined) throw new Error('a place has no outcome')
  return outcome.status === 'refused' ? { status: outcome.status, code: outcome.code } : outcome
}
