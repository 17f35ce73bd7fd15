import type { CapacityFold } from './fold-capacity.ts'
import type { NoFigureReason } from './observation.ts'
import type { Unplaced } from './unplaced.ts'

/** Why something is in no figure: of slots that found no place, and of places without a figure. */
export type LeftOutReason = Exclude<keyof Unplaced, 'locations' | 'services'> | NoFigureReason

/** What of a fold is in no figure: slots and places by reason, of those that there are. */
export function leftOutOf({
  unplaced,
  withoutFigure,
}: Pick<CapacityFold, 'unplaced' | 'withoutFigure'>): Partial<Record<LeftOutReason, number>> {
  const { locations: _, services: __, ...slots } = unplaced
  const places = Map.groupBy(withoutFigure, ({ reason }) => reason)
  const counts = [...Object.entries(slots), ...[...places].map(([reason, those]) => [reason, those.length] as const)]
  return Object.fromEntries(counts.filter(([, count]) => count > 0))
}
