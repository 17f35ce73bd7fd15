import type { Event, EventOf } from '@sluice/contracts'
import { type CountedAhead, figureOverHorizon, type StoredFigure } from '@sluice/database'

type Capacity = EventOf<'sluice.capacity.observed.v1'>['data']
type Intake = EventOf<'sluice.intake.changed.v1'>['data']

/**
 * What an event reports of its place, figure by figure. A figure it does not name is unknown and leaves the older one
 * as it is.
 */
export function eventToFigures(event: Event): StoredFigure[] {
  switch (event.type) {
    case 'sluice.capacity.observed.v1':
      return capacityToFigures(event.data)
    case 'sluice.waitlist.observed.v1':
      return [...waitlist(event.data.waitlistSize), ...wait(event.data)]
    case 'sluice.intake.changed.v1':
      return [intakeToFigure(event.data)]
    case 'sluice.actuals.observed.v1':
      return []
  }
}

function capacityToFigures(data: Capacity): StoredFigure[] {
  return [...slots(data), ...followUpSlots(data), ...wait(data), ...accepting(data)]
}

function slots(data: Capacity): StoredFigure[] {
  const { horizonDays, newPatientSlotsTotal: total, newPatientSlotsBooked: booked, newPatientSlotsOpen: open } = data
  if (open !== undefined) return [ahead('slots', { horizonDays, open, total: total ?? null })]
  if (total !== undefined && booked !== undefined) return [ahead('slots', { horizonDays, total, booked })]
  return []
}

function followUpSlots({ horizonDays, followUpSlotsOpen: open }: Capacity): StoredFigure[] {
  return open === undefined ? [] : [ahead('follow_up_slots', { horizonDays, open })]
}

/** Over each horizon it is a figure of its own: what one pool cannot use hides nothing that it can. */
function ahead(kind: CountedAhead, value: StoredFigure['value'] & { horizonDays: number }): StoredFigure {
  return { figure: figureOverHorizon(kind, value.horizonDays), value }
}

function waitlist(size: number | undefined): StoredFigure[] {
  return size === undefined ? [] : [{ figure: 'waitlist', value: { size } }]
}

/** Each kind of wait is a figure of its own: they are not comparable. */
function wait({ waitDays: days, waitKind: kind }: Pick<Capacity, 'waitDays' | 'waitKind'>): StoredFigure[] {
  return days === undefined || kind === undefined ? [] : [{ figure: `wait.${kind}`, value: { kind, days } }]
}

function accepting({ acceptingNewPatients }: Capacity): StoredFigure[] {
  if (acceptingNewPatients === undefined) return []
  return [{ figure: 'accepting', value: { accepting: acceptingNewPatients, reasonCode: null, wholeLocation: false } }]
}

function intakeToFigure({ acceptingNewPatients, reasonCode, serviceLine }: Intake): StoredFigure {
  const wholeLocation = serviceLine === undefined
  return { figure: 'accepting', value: { accepting: acceptingNewPatients, reasonCode, wholeLocation } }
}
