import { emptyGateMemory, foldGate, type GateSettings } from './gate.ts'
import type { Figure, FigureValue, GateMemory, Place, PlanningInput } from './input.ts'
import { compareInstants } from './instant.ts'
import { placeKey } from './place-facts.ts'
import type { PlaceChange, WhatIf } from './what-if.ts'

/** Source of what is only assumed. Not a name a source can have: those are URI references. */
const assumedSource = '<assumed>'

/**
 * The input as if the places of `whatIf` had reported these figures at `asOf`, and nobody else had said anything of them
 * [W7, W8]. `settled`: every gate of the pool then stands where the figures alone put it.
 */
export function assumeReports(input: PlanningInput, { places = [], gates = 'remembered' }: WhatIf): PlanningInput {
  if (places.length === 0 && gates === 'remembered') return input
  const lines = new Map(input.serviceLines.map((line) => [line.id, line]))
  const changed = new Map(places.map((change) => [placeKey(change), change]))
  const assumed = input.places.map((place) => {
    const serviceLine = lines.get(place.serviceLine)
    if (serviceLine === undefined) throw new Error('a place has no service line')
    const settings = { policy: input.policy, serviceLine, place }
    const reported = withReport(place, changed.get(placeKey(place)), input.asOf, settings)
    return gates === 'settled' ? { ...reported, gate: settledGate(reported.figures, settings) } : reported
  })
  return { ...input, places: assumed }
}

function withReport(place: Place, change: PlaceChange | undefined, asOf: string, settings: GateSettings): Place {
  const values = change === undefined ? [] : figuresOf(change, settings)
  if (values.length === 0) return place
  const isSaid = (figure: Figure) => values.some((value) => value.figure === figure.figure)
  const others = (figures: readonly Figure[]) => figures.filter((figure) => !isSaid(figure))
  const report = { observedAt: asOf, source: assumedSource, figures: values }
  const memory: GateMemory = { ...place.gate, figures: others(place.gate.figures) }
  const figures = values.map((value): Figure => ({ source: assumedSource, observedAt: asOf, ...value }))
  return { ...place, figures: [...others(place.figures), ...figures], gate: foldGate(memory, [report], settings) }
}

function figuresOf(change: PlaceChange, { serviceLine, policy }: GateSettings): FigureValue[] {
  const horizonDays = change.horizonDays ?? policy.horizonDays
  const { newPatientSlotsTotal: total, newPatientSlotsBooked: booked, newPatientSlotsOpen: open } = change
  const values: FigureValue[] = []
  if (open !== undefined) values.push({ figure: 'slots', horizonDays, total: total ?? null, open })
  else if (total !== undefined && booked !== undefined) values.push({ figure: 'slots', horizonDays, total, booked })
  if (change.followUpSlotsOpen !== undefined)
    values.push({ figure: 'follow_up_slots', horizonDays, open: change.followUpSlotsOpen })
  if (change.waitDays !== undefined)
    values.push({ figure: 'wait', kind: change.waitKind ?? serviceLine.typicalWaitKind, days: change.waitDays })
  if (change.waitlistSize !== undefined) values.push({ figure: 'waitlist', size: change.waitlistSize })
  if (change.acceptingNewPatients !== undefined) values.push(accepting(change.acceptingNewPatients))
  return values
}

function accepting(isAccepting: boolean): FigureValue {
  return { figure: 'accepting', accepting: isAccepting, reasonCode: null, wholeLocation: false }
}

/** Where the figures alone put a gate: folded from nothing, each at its own time. */
function settledGate(figures: readonly Figure[], settings: GateSettings): GateMemory {
  const reports = figures
    .toSorted((a, b) => compareInstants(a.observedAt, b.observedAt))
    .map(({ source, observedAt, order, ...value }) => ({
      source,
      observedAt,
      ...(order && { order }),
      figures: [value],
    }))
  return foldGate(emptyGateMemory(), reports, settings)
}
