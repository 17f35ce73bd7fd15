import type { ConfiguredMapping } from '@sluice/configuration'
import type { FhirStored } from '@sluice/contracts'
import { mappingToCapacityMap, observationToEvent } from '@sluice/feeds'
import { type CapacityFold, type CapacityObservation, foldCapacity, observationToCapacityData } from '@sluice/fhir'
import type { StoredEvent } from '@sluice/ingestion'
import { countOf, type Outcome, toOutcomes } from '../answers.ts'
import { type ReadItem, type ReadOptions, readEventItem } from '../read-body.ts'
import type { FhirBody } from './read-fhir-body.ts'

/** What a request says besides its body. */
export interface FhirQuery {
  source: string
  observedAt: string | undefined
  receivedAt: Date
}

/** Places of one transaction. */
const PART = 500

/** Counts a body by a mapping and stores an event a place. Should a part fail, the message can be sent again. */
export async function takeFhir(
  body: FhirBody,
  mapping: ConfiguredMapping,
  query: FhirQuery,
  options: ReadOptions,
  store: (items: readonly ReadItem[]) => Promise<StoredEvent[]>,
): Promise<FhirStored> {
  const moment = momentOf(body, query)
  const { horizonDays, version: mappingVersion } = mapping
  const map = mappingToCapacityMap(mapping)
  const fold = foldCapacity(body.resources, { asOf: moment.observedAt, horizonDays, map })
  const origin = { source: query.source, mappingVersion }
  const items = fold.observations.map((one) => readEventItem(observationToEvent(one, origin), options))
  const outcomes: Outcome[] = []
  for (let from = 0; from < items.length; from += PART) {
    const part = items.slice(from, from + PART)
    outcomes.push(...toOutcomes(part, await store(part)))
  }
  return { ...moment, ...countOf(outcomes), ...foldToAnswer(fold, outcomes), ...bodyToAnswer(body) }
}

function momentOf({ observedAt }: FhirBody, query: FhirQuery): Pick<FhirStored, 'observedAt' | 'observedAtFrom'> {
  if (query.observedAt !== undefined)
    return { observedAt: new Date(query.observedAt).toISOString(), observedAtFrom: 'query' }
  if (observedAt !== null) return { observedAt, observedAtFrom: 'message' }
  return { observedAt: query.receivedAt.toISOString(), observedAtFrom: 'receipt' }
}

function foldToAnswer(fold: CapacityFold, outcomes: readonly Outcome[]) {
  const { locations: _, services: __, ...unplaced } = fold.unplaced
  const places = fold.observations.map((one, at) => ({ ...observationToAnswer(one), ...outcomeToAnswer(outcomes[at]) }))
  return { places, withoutFigure: fold.withoutFigure, slots: fold.slotCounts, unplaced }
}

function observationToAnswer(observation: CapacityObservation) {
  const { horizonDays: _, waitKind: __, ...figures } = observationToCapacityData(observation)
  return { ...figures, newPatientAssumed: observation.newPatientAssumed }
}

function outcomeToAnswer(outcome: Outcome | undefined) {
  if (outcome === undefined) throw new Error('a place has no outcome')
  return outcome.status === 'refused' ? { status: outcome.status, code: outcome.code } : outcome
}

function bodyToAnswer({ dropped, refusedLines, faults }: FhirBody) {
  const stripped = [...dropped].sort(([one], [other]) => (one < other ? -1 : 1))
  return { stripped: stripped.map(([member, count]) => ({ member, count })), refusedLines, lines: [...faults] }
}
