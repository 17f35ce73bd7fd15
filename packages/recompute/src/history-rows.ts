import type { PlaceDay } from '@sluice/database'
import {
  chooseFigures,
  type GateState,
  type Place,
  type Plan,
  type PlanningInput,
  type Recommendation,
  type ServiceLine,
  valuePerBooking,
} from '@sluice/planning'
import { lineOfCell } from './line-of-cell.ts'

export interface GateChange {
  cellId: string
  gate: GateState
  cause: string | null
}

/** Most binding first: what a report names as the reason that a clinic could take nobody. */
const causes = ['not_accepting', 'no_headroom', 'wait_gate', 'throttled']

/**
 * Cells whose gate, or its cause, differs from the plan before; one that left the plan counts as open, since nothing
 * holds it.
 */
export function gateChangesOf(plan: Plan, before: Plan | null): GateChange[] {
  const old = before?.recommendations ?? []
  const [lineBefore, lineNow] = [lineOfCell(old), lineOfCell(plan.recommendations)]
  const moved = plan.recommendations.filter((line, i) => {
    const was = lineBefore(line, i)
    return was?.gate !== line.gate || causeOf(was) !== causeOf(line)
  })
  const gone = old.filter((line, i) => line.gate !== 'open' && lineNow(line, i) === undefined)
  return [
    ...moved.map((line) => ({ cellId: line.cellId, gate: line.gate, cause: causeOf(line) })),
    ...gone.map(({ cellId }) => ({ cellId, gate: 'open' as const, cause: null })),
  ]
}

function causeOf({ gate, reasons }: Recommendation): string | null {
  return gate === 'open' ? null : (causes.find((cause) => reasons.includes(cause)) ?? null)
}

/** How much room the places of these lines have by this plan. A place's channels share its openings, so they are added. */
export function placeDaysOf(input: PlanningInput, plan: Plan, lines: readonly Recommendation[]): PlaceDay[] {
  const wanted = new Set(lines)
  // By location, then by service line: no key is built for each of many thousand lines.
  const byLocation = Map.groupBy(plan.recommendations, ({ locationId }) => locationId)
  const serviceLines = new Map(input.serviceLines.map((line) => [line.id, line]))
  return input.places.flatMap((place) => {
    const ofLocation = byLocation.get(place.locationId) ?? []
    const ofPlace = ofLocation.filter(({ serviceLine }) => serviceLine === place.serviceLine)
    const line = serviceLines.get(place.serviceLine)
    if (line === undefined || !ofPlace.some((one) => wanted.has(one))) return []
    return [placeDayOf(place, line, { input, lines: ofPlace })]
  })
}

interface OfPlace {
  input: PlanningInput
  lines: readonly Recommendation[]
}

function placeDayOf(place: Place, serviceLine: ServiceLine, { input, lines }: OfPlace): PlaceDay {
  const { policy } = input
  const { slots, wait } = chooseFigures(place.figures, Date.parse(input.asOf), { policy, serviceLine })
  const idle = slots === null ? null : idleOpenings(lines)
  const value = valuePerBooking(serviceLine, wait?.readDays ?? null, policy.unknownWaitDays)
  return {
    locationId: place.locationId,
    serviceLine: place.serviceLine,
    slotsTotal: slots?.total ?? null,
    slotsOpen: slots === null ? null : 'open' in slots ? slots.open : Math.max(0, slots.total - slots.booked),
    idleOpeningsPerDay: idle,
    idleValueMinorPerDay: idle === null ? null : idle * value,
  }
}

/** Room a day that no booking is expected for; a clinic's cell never takes more than its room. */
function idleOpenings(lines: readonly Recommendation[]): number {
  return lines.reduce(
    (sum, { headroomPerDay, expectedBookingsPerDay }) =>
      sum + Math.max(0, (headroomPerDay ?? 0) - expectedBookingsPerDay),
    0,
  )
}
