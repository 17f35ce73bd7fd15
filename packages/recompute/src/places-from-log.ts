import type { PlaceFigure, StoredObservation } from '@sluice/database'
import { emptyGateMemory, type Figure, foldGate, type GateMemory, type PlanningInput } from '@sluice/planning'
import { toObservation } from './figures.ts'
import { type PlaceId, placeKey } from './place-key.ts'
import { figuresByPlace } from './to-input.ts'

/** What a log says of a place: its newest figures, and what its gate remembers. */
export interface PlaceFromLog extends PlaceId {
  figures: Figure[]
  gate: GateMemory
}

/** The first rules to which more than the moment of two reports of different sources said which one counts [S9]. */
const rulesWithOrder = 9

/**
 * The state of these places out of a log alone, by the settings of an input and what its rules knew of a report. `log`
 * is everything their locations reported, in the order in which the later counts. Pure: the same log gives the same
 * bytes.
 */
export function placesFromLog(
  input: Pick<PlanningInput, 'policy' | 'serviceLines' | 'rulesVersion'>,
  places: readonly PlanningInput['places'][number][],
  log: readonly StoredObservation[],
): PlaceFromLog[] {
  const observations = (input.rulesVersion ?? 1) < rulesWithOrder ? log.map(({ order: _, ...told }) => told) : log
  const lines = new Map(input.serviceLines.map((line) => [line.id, line]))
  const figuresOf = figuresByPlace(newestFigures(observations))
  const byLocation = Map.groupBy(observations, ({ locationId }) => locationId)
  return places.map(({ locationId, serviceLine: lineId, organicBookings }) => {
    const serviceLine = lines.get(lineId)
    if (serviceLine === undefined) throw new Error('a place has no service line')
    const heard = (byLocation.get(locationId) ?? []).filter((one) => [lineId, '*'].includes(one.serviceLine))
    const settings = { policy: input.policy, serviceLine, place: { organicBookings } }
    const gate = foldGate(emptyGateMemory(), heard.map(toObservation), settings)
    return {
      locationId,
      serviceLine: lineId,
      figures: figuresOf({ locationId, serviceLine: lineId }, input.policy),
      gate,
    }
  })
}

/** Per place, figure and source the last; what `place_state` holds. */
function newestFigures(observations: readonly StoredObservation[]): PlaceFigure[] {
  const newest = new Map<string, PlaceFigure>()
  for (const { figures, ...told } of observations) {
    for (const { figure, value } of figures) {
      newest.set(JSON.stringify([placeKey(told), figure, told.source]), { ...told, figure, value })
    }
  }
  return [...newest.values()]
}
