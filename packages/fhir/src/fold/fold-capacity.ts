import { readInstant } from '../instant.ts'
import type { Resource } from '../resource.ts'
import type { Slot } from '../slot.ts'
import type { CapacityMap } from './capacity-map.ts'
import { type Cells, openCells } from './cells.ts'
import { indexMap, type MapIndex } from './map-index.ts'
import { type CapacityObservation, type NoFigureReason, type Snapshot, tallyToFigure } from './observation.ts'
import { gatherResources, type ResourceSet } from './resource-set.ts'
import { type Steps, takeAtOnce } from './steps.ts'
import { addSlot } from './tally.ts'
import { countUnplaced, type Unplaced } from './unplaced.ts'

export interface FoldOptions {
  /** The moment the resources describe: an instant with offset, or a Date. Slots that start before it are past. */
  asOf: string | Date
  /** How many days from asOf are counted: 1 to 366. */
  horizonDays: number
  map: CapacityMap
  /** For a full set: a schedule whose Location is not in the set is counted nowhere. Default false. */
  onlyListedLocations?: boolean
}

export interface SlotCounts {
  /** Distinct slots: placed, unplaced and withdrawn ones. */
  slots: number
  /** At a location and service line of the map, whether or not it has a figure. */
  placed: number
  free: number
  busy: number
  held: number
  unavailable: number
  withdrawn: number
  /** Starting before asOf, whatever their status. */
  past: number
}

export interface CapacityFold {
  /** One for each location and service line with a figure, by location, then service line. */
  observations: CapacityObservation[]
  /** Places of the map that are published without one. Leave their older figure to age; unknown is not zero. */
  withoutFigure: { locationId: string; serviceLine: string; reason: NoFigureReason }[]
  unplaced: Unplaced
  slotCounts: SlotCounts
  /**
   * Schedules, Locations and HealthcareServices with two versions that differ and neither is newer. They count as
   * missing, and their slots as unplaced.
   */
  contradictions: number
}

const DAY_MS = 86_400_000

/**
 * Adds the slots of each location and service line up. The order and repetition of resources change nothing.
 * Throws a RangeError for an `asOf` or horizon that makes no sense: those come from us, not from a sender.
 */
export function foldCapacity(resources: Iterable<Resource>, options: FoldOptions): CapacityFold {
  return takeAtOnce(foldCapacityInSteps(resources, options))
}

/** The same in steps of a resource each, for whoever has others to let go first. */
export function* foldCapacityInSteps(resources: Iterable<Resource>, options: FoldOptions): Steps<CapacityFold> {
  const snapshot = checkedSnapshot(options)
  const set = yield* gatherResources(resources)
  const unplaced = countUnplaced()
  const { onlyListedLocations = false } = options
  const map = indexMap(options.map)
  const cells = openCells(set, { map, onlyListedLocations }, unplaced)
  const placed = yield* addSlots(set, cells, snapshot, map)
  yield* addEmptySchedules(set, cells, snapshot, map)
  return {
    ...figuresOf(cells, snapshot, options.map),
    unplaced: unplaced.result(),
    slotCounts: { ...countSlots(set, snapshot), placed },
    contradictions: set.contradictions,
  }
}

function checkedSnapshot({ asOf, horizonDays }: FoldOptions): Snapshot {
  const instant = readInstant(typeof asOf === 'string' ? asOf : asOf.toISOString())
  if (instant === null) throw new RangeError('asOf is not an instant of 2000 to 2099')
  if (!(horizonDays >= 1 && horizonDays <= 366)) throw new RangeError('horizonDays is not within 1 and 366')
  return { asOf: instant, horizonDays }
}

/** Tells how many found a place. Withdrawn slots are as if they had never been: not even a sign that the schedule has slots. */
function* addSlots(set: ResourceSet, cells: Cells, { asOf, horizonDays }: Snapshot, map: MapIndex): Steps<number> {
  const fromMs = Date.parse(asOf)
  const window = { fromMs, untilMs: fromMs + horizonDays * DAY_MS }
  let placed = 0
  for (const slot of set.slots.values()) {
    yield
    const cell = slot.status === 'entered-in-error' ? null : cells.ofSlot(slot)
    if (cell === null) continue
    addSlot(cell.tally, slot, window, map)
    placed++
  }
  return placed
}

/**
 * A schedule without slots from asOf on still makes its place known, and says "full" if an aggregator, or the map, says
 * so: many senders still list what was in the morning of a schedule that is full in the afternoon.
 */
function* addEmptySchedules(set: ResourceSet, cells: Cells, { asOf }: Snapshot, map: MapIndex): Steps<void> {
  const slots = [...set.slots.values()].filter((slot) => slot.status !== 'entered-in-error' && !isPast(slot, asOf))
  const withSlots = new Set(slots.map((slot) => slot.scheduleId))
  for (const schedule of set.schedules.values()) {
    yield
    const cell = withSlots.has(schedule.id) ? null : cells.ofSchedule(schedule)
    if (cell === null) continue
    cell.tally.emptySchedules++
    if (schedule.availability === 'none' || map.emptyScheduleIsFull === true) cell.tally.fullSchedules++
  }
}

function figuresOf(cells: Cells, snapshot: Snapshot, map: CapacityMap) {
  const observations: CapacityFold['observations'] = []
  const withoutFigure: CapacityFold['withoutFigure'] = []
  for (const { locationId, serviceLine, tally } of cells.all()) {
    const figure = tallyToFigure(tally, snapshot, map)
    if (typeof figure === 'string') withoutFigure.push({ locationId, serviceLine, reason: figure })
    else observations.push({ locationId, serviceLine, ...figure })
  }
  return { observations, withoutFigure }
}

const counterOf = {
  free: 'free',
  busy: 'busy',
  'busy-tentative': 'held',
  'busy-unavailable': 'unavailable',
  'entered-in-error': 'withdrawn',
} as const satisfies Record<Slot['status'], keyof SlotCounts>

function countSlots(set: ResourceSet, { asOf }: Snapshot): Omit<SlotCounts, 'placed'> {
  const counts = { slots: set.slots.size, free: 0, busy: 0, held: 0, unavailable: 0, withdrawn: 0, past: 0 }
  for (const slot of set.slots.values()) {
    counts[counterOf[slot.status]]++
    if (isPast(slot, asOf)) counts.past++
  }
  return counts
}

/** Both are UTC with milliseconds, so texts compare as moments do. */
function isPast({ startsAt }: Slot, asOf: string): boolean {
  return startsAt < asOf
}
