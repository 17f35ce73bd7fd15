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

/**
 * The state of these places out of a log alone, by the settings of an input. `observations` are everything their locations
 * reported, in the order in which the later counts. Pure: the same log gives the same bytes.
 */
export function placesFromLog(
  input: Pick<PlanningInput, 'policy' | 'serviceLines'>,
  places: readonly PlanningInput['places'][number][],
  observations: readonly StoredObservation[],
): PlaceFromLog[] {
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
  for (const { locationId, serviceLine, source, observedAt, figures } of observations) {
    for (const { figure, value } of figures) {
      const key = JSON.stringify([placeKey({ locationId, serviceLine }), figure, source])
      newest.set(key, { locationId, serviceLine, figure, source, value, observedAt })
    }
  }
  return [...newest.values()]
}
