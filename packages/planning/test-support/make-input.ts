import { defaultPolicy } from '../src/default-policy.ts'
import { emptyGateMemory, foldGate } from '../src/gate.ts'
import type {
  Cell,
  FigureValue,
  Group,
  Observation,
  Place,
  PlanningInput,
  Policy,
  PreviousPlan,
  ServiceLine,
} from '../src/input.ts'

/** A Sunday noon, ten days before the month ends. Every test counts from here. */
export const now = '2026-11-22T12:00:00.000Z'

export function hoursAgo(hours: number, from = now): string {
  return new Date(Date.parse(from) - hours * 3_600_000).toISOString()
}

export function makeLine(changes: Partial<ServiceLine> = {}): ServiceLine {
  return {
    id: 'ortho',
    name: 'orthodontics',
    typicalWaitDays: 21,
    typicalWaitKind: 'third_next_available',
    lifetimeValueMinor: 100_000,
    marginShare: 0.5,
    upsellRate: 0,
    upsellValueMinor: 0,
    weight: 1,
    followUpVisitsPerCase: null,
    priorCostPerBookingMinor: 4_000,
    priorKappa: 1,
    ...changes,
  }
}

export function makePolicy(changes: Partial<Policy> = {}): Policy {
  return { ...defaultPolicy, ...changes }
}

/** A cell whose reference is its baseline of $42 a day, at the place of the same id. */
export function makeCell(id: string, changes: Partial<Cell> = {}): Cell {
  const baseline = changes.baselineDailyBudgetMinor ?? 4_200
  return {
    id,
    locationId: id,
    serviceLine: 'ortho',
    channel: null,
    groupId: null,
    baselineDailyBudgetMinor: baseline,
    minDailyBudgetMinor: null,
    maxDailyBudgetMinor: null,
    lock: null,
    status: 'active',
    reference: { dailyBudgetMinor: baseline, basis: 'baseline' },
    learned: { bookings: 0, spendMinor: 0 },
    ...changes,
  }
}

export function reference(dailyBudgetMinor: number): Pick<Cell, 'reference'> {
  return { reference: { dailyBudgetMinor, basis: 'published' } }
}

/** One message, `hours` before now. */
export function heard(hours: number, ...figures: FigureValue[]): Observation {
  return { observedAt: hoursAgo(hours), source: 'pms', figures }
}

export function slots(total: number, booked: number, horizonDays = 14): FigureValue {
  return { figure: 'slots', horizonDays, total, booked }
}

export function wait(days: number, kind: Extract<FigureValue, { figure: 'wait' }>['kind'] = 'third_next_available') {
  return { figure: 'wait', kind, days } as const
}

export function accepting(isAccepting: boolean, reasonCode: string | null = null): FigureValue {
  return { figure: 'accepting', accepting: isAccepting, reasonCode, wholeLocation: false }
}

/** A place as the loader would hand it over: figures and gate memory from the same messages. */
export function makePlace(
  locationId: string,
  observations: readonly Observation[] = [],
  changes: Partial<Place> & { line?: ServiceLine; policy?: Policy } = {},
): Place {
  const { line = makeLine(), policy = makePolicy(), ...rest } = changes
  const place: Place = {
    locationId,
    locationName: locationId,
    serviceLine: line.id,
    organicBookings: 0,
    share: 1,
    figures: [],
    gate: emptyGateMemory(),
    ...rest,
  }
  const gate = foldGate(emptyGateMemory(), observations, { policy, serviceLine: line, place })
  return { ...place, figures: rest.figures ?? gate.figures, gate: rest.gate ?? gate }
}

export function makeGroup(id: string, changes: Partial<Group> = {}): Group {
  return { id, name: `Group ${id}`, parentId: null, minDailyBudgetMinor: 0, maxDailyBudgetMinor: null, ...changes }
}

/**
 * A pool of these cells; its day is worth `dailyMinor`. A cell without a place of its own in `places` gets one that is
 * fresh, with 60 of 100 visits booked and a wait of 3 days.
 */
export function makeInput(
  cells: readonly Cell[],
  changes: Partial<PlanningInput> & { dailyMinor?: number } = {},
): PlanningInput {
  const { dailyMinor = cells.reduce((sum, cell) => sum + cell.baselineDailyBudgetMinor, 0), ...rest } = changes
  const lines = rest.serviceLines ?? [makeLine()]
  const given = rest.places ?? []
  const missing = cells.filter((cell) => !given.some(({ locationId }) => locationId === cell.locationId))
  const places = new Map(missing.map((cell) => [cell.locationId, openPlace(cell.locationId)]))
  return {
    poolId: 'pool',
    asOf: now,
    inputRevision: 1,
    policyVersion: 1,
    configVersion: 1,
    currency: 'USD',
    currencyExponent: 2,
    day: { today: '2026-11-22', endsAt: '2026-11-23T05:00:00.000Z', nextCellMidnightAt: '2026-11-23T05:00:00.000Z' },
    amount: {
      periodStart: '2026-11-01',
      periodEnd: '2026-12-01',
      budgetMinor: dailyMinor * 30,
      carriedOverMinor: 0,
      spentBeforeMinor: 0,
      spentOnCompleteDaysMinor: dailyMinor * 21,
    },
    policy: makePolicy(),
    groups: [],
    previous: null,
    ...rest,
    serviceLines: lines,
    cells: [...cells],
    places: [...given, ...places.values()],
  }
}

/** A place with plenty of room that reported an hour ago. */
export function openPlace(locationId: string, changes: Partial<Place> = {}): Place {
  return makePlace(locationId, [heard(1, slots(100, 60), wait(3))], changes)
}

/** The plan in force: these amounts, everything open. */
export function makePrevious(amounts: Record<string, number>, reserveDailyMinor = 0): PreviousPlan {
  const cells = Object.entries(amounts).map(([cellId, dailyBudgetMinor]) => {
    return { cellId, dailyBudgetMinor, gate: 'open' as const }
  })
  return { number: 1, reserveDailyMinor, cells }
}
