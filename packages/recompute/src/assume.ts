import {
  type DatabaseTransaction,
  listFiguresOfNewPlaces,
  listLocationNames,
  listServiceLinesById,
} from '@sluice/database'
import {
  type Assumed,
  type AssumptionFault,
  assumeReports,
  assumeSettings,
  emptyGateMemory,
  type GateMemory,
  type NewCell,
  type Place,
  type PlanningInput,
  type WhatIf,
} from '@sluice/planning'
import { fingerprintSettings } from './gate-fingerprint.ts'
import { foldAnew, type GatedPlace } from './gate-memory.ts'
import { placeKey } from './place-key.ts'
import { figuresByPlace, toServiceLine } from './to-input.ts'

/**
 * The input with what is assumed in place of what is known. What is not the pool's yet (places and service lines of
 * added cells) is read; gates whose settings change are folded again from the log, as after a real change. Writes
 * nothing.
 */
export async function assume(
  trx: DatabaseTransaction,
  orgId: string,
  input: PlanningInput,
  whatIf: WhatIf,
): Promise<Assumed> {
  const widened = await withNewPlaces(trx, orgId, input, whatIf.addedCells ?? [])
  if (widened.kind === 'refused') return widened
  const assumed = assumeSettings(widened.input, whatIf)
  if (assumed.kind === 'refused') return assumed
  const folded = await withGates(trx, orgId, input, assumed.input)
  return { kind: 'assumed', input: assumeReports(folded, whatIf) }
}

/** The input with the places and service lines of these cells, as far as they are configured. */
async function withNewPlaces(
  trx: DatabaseTransaction,
  orgId: string,
  input: PlanningInput,
  cells: readonly NewCell[],
): Promise<Assumed> {
  if (cells.length === 0) return { kind: 'assumed', input }
  const locations = await listLocationNames(
    trx,
    orgId,
    cells.map(({ locationId }) => locationId),
  )
  const knownLines = new Set(input.serviceLines.map(({ id }) => id))
  const newLines = (
    await listServiceLinesById(
      trx,
      orgId,
      cells.map(({ serviceLine }) => serviceLine),
    )
  )
    .filter(({ id }) => !knownLines.has(id))
    .map(toServiceLine)
  const serviceLines = [...input.serviceLines, ...newLines]
  const lineIds = new Set(serviceLines.map(({ id }) => id))
  const faults: AssumptionFault[] = []
  for (const [index, { locationId, serviceLine }] of cells.entries()) {
    if (!locations.has(locationId))
      faults.push({ pointer: `/addedCells/${index}/locationId`, detail: 'a configured location' })
    if (!lineIds.has(serviceLine))
      faults.push({ pointer: `/addedCells/${index}/serviceLine`, detail: 'a configured service line' })
  }
  if (faults.length > 0) return { kind: 'refused', faults }
  const knownPlaces = new Set(input.places.map(placeKey))
  const places = [...new Map(cells.map((cell) => [placeKey(cell), cell])).values()].filter(
    (cell) => !knownPlaces.has(placeKey(cell)),
  )
  const figuresOf = figuresByPlace(await listFiguresOfNewPlaces(trx, orgId, places))
  const added = places.map(
    ({ locationId, serviceLine }): Place => ({
      locationId,
      locationName: locations.get(locationId) ?? locationId,
      serviceLine,
      organicBookings: 0,
      share: 1,
      figures: figuresOf({ locationId, serviceLine }, input.policy),
      gate: emptyGateMemory(),
    }),
  )
  return { kind: 'assumed', input: { ...input, serviceLines, places: [...input.places, ...added] } }
}

/** Gates of new places, and of those whose settings are no longer what their memory was folded with. */
async function withGates(
  trx: DatabaseTransaction,
  orgId: string,
  before: PlanningInput,
  after: PlanningInput,
): Promise<PlanningInput> {
  const known = new Map(gatedPlaces(before).map((place) => [placeKey(place), place.settings]))
  const [former, present] = [fingerprintSettings(), fingerprintSettings()]
  const stale = gatedPlaces(after).filter((place) => {
    const settings = known.get(placeKey(place))
    return settings === undefined || !former(settings).equals(present(place.settings))
  })
  if (stale.length === 0) return after
  const memories = new Map<string, GateMemory>()
  await foldAnew(trx, orgId, stale, (place, memory) => memories.set(placeKey(place), memory))
  const places = after.places.map((place) => {
    const gate = memories.get(placeKey(place))
    return gate === undefined ? place : { ...place, gate }
  })
  return { ...after, places }
}

function gatedPlaces({ places, serviceLines, policy }: PlanningInput): GatedPlace[] {
  const lines = new Map(serviceLines.map((line) => [line.id, line]))
  return places.map(({ locationId, serviceLine: lineId, organicBookings }) => {
    const serviceLine = lines.get(lineId)
    if (serviceLine === undefined) throw new Error('a place has no service line')
    return { locationId, serviceLine: lineId, settings: { policy, serviceLine, place: { organicBookings } } }
  })
}
