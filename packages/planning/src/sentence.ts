import { lockOf } from './bounds.ts'
import { formatDate } from './dates.ts'
import type { PlanningInput } from './input.ts'
import { hoursToMs, toInstant, toMs } from './instant.ts'
import { formatMoney } from './money.ts'
import type { Movement } from './movement.ts'
import { restingFigures } from './place-facts.ts'
import type { PlannedLeaf } from './pool-problem.ts'

/** One line of a plan with what a sentence about it may need. */
export interface Line {
  leaf: PlannedLeaf
  amountMinor: number
  previousMinor: number
  /** What the free optimum would have been. */
  optimumMinor: number
  reasons: readonly string[]
}

/** What is the same for all sentences of a plan. */
export interface Wording {
  input: PlanningInput
  labels: ReadonlyMap<string, string>
  movement: Movement
}

/** One sentence (two where a date is given) in plain words; its amounts are those of this plan [E3–E6]. */
export function sentenceOf(line: Line, wording: Wording): string {
  const reason = line.reasons[0]?.split(':')[0] ?? 'marginal_parity'
  const write = templates[reason] ?? parity
  return write(line, { ...wording, name: wording.labels.get(line.leaf.id) ?? line.leaf.id })
}

interface Named extends Wording {
  name: string
}
type Template = (line: Line, wording: Named) => string

const templates: Record<string, Template> = {
  not_accepting: (line, w) => `${w.name} is not accepting new patients${whyClosed(line)}; ${toFloor(line, w)}.`,
  no_headroom: (line, w) => {
    const open = line.leaf.facts.headroom ?? 0
    return open > 0
      ? `${w.name} was full and has ${visits(open)} again; ${toFloor(line, w)} until that holds.`
      : `${w.name} has no open new-patient visits left${inHorizon(line)}; ${toFloor(line, w)}.`
  },
  wait_gate: waitGate,
  throttled: (line, w) => `${w.name} ${hasWait(line)}, so its budget is limited; ${change(line, w)}.`,
  capacity_ceiling: (line, w) =>
    `${w.name} has ${visits(line.leaf.facts.headroom ?? 0)}${inHorizon(line)}, which ${a(line, w)} is enough to fill; ${change(line, w)}.`,
  ramp_up: (line, w) => `${w.name} ${earnsMore(line)}; ${change(line, w)}, the most one day allows.`,
  ramp_down: (line, w) =>
    `${w.name} ${motiveDown(line)}; ${change(line, w)}${isCut(line) ? ', as far as one day allows' : ', as low as one day allows'}.`,
  minimum: (line, w) => `${w.name} ${motiveDown(line)}; ${change(line, w)}, its minimum.`,
  maximum: (line, w) => `${w.name} ${earnsMore(line)}; ${change(line, w)}, its maximum.`,
  group_maximum: (line, w) => `${groupName(line, w)} is at its maximum, which ${w.name} shares; ${change(line, w)}.`,
  group_minimum: (line, w) =>
    `${groupName(line, w)} must get its minimum, and ${w.name} is part of it; ${change(line, w)}.`,
  ageing: (line, w) =>
    `The latest data of ${w.name} is ${age(line, w)} old, so we do not raise it; ${change(line, w)}.`,
  stale_hold: (line, w) =>
    `Nothing new has been heard of ${w.name} for ${age(line, w)}; ${change(line, w)} until data arrives.`,
  no_data: (line, w) => `We have no capacity data of ${w.name} yet, so it is kept at its baseline; ${change(line, w)}.`,
  locked: (line, w) => `${w.name} is locked${lockedBy(line, w)}; ${change(line, w)}.`,
  dead_band: (line, w) =>
    `${w.name} stays at ${a(line, w)}; the best amount is only ${money(Math.abs(line.optimumMinor - line.amountMinor), w)} away, too little to be worth a change.`,
  unplaceable: (line, w) => `${w.name} has all it may get today; ${change(line, w)}.`,
  reserve_hurdle: (line, w) =>
    `More money would bring less at ${w.name} than keeping it in reserve; ${change(line, w)}.`,
  pool_exhausted: (line, w) =>
    `The pool has too little money left to pay every clinic's floor; we propose to pause ${w.name}, which frees ${money(line.previousMinor, w)} a day.`,
  removed: (line, w) =>
    line.leaf.isPaused
      ? `${w.name} is no longer part of the pool; we propose to pause it.`
      : `${w.name} is no longer part of the pool; we propose to pause it, and its ${a(line, w)} stays counted until that is confirmed.`,
}

function parity(line: Line, w: Named): string {
  return `The next dollar at ${w.name} earns as much as at the other clinics; ${change(line, w)}.`
}

/** A gate by wait is the one reason that gives a date: before the dwell is over the place cannot come back [E5]. */
function waitGate(line: Line, w: Named): string {
  const { gate, chosen, thresholds } = line.leaf.facts.place
  const since = gate.memory.wait.since
  const earliest = since === null ? null : toInstant(toMs(since) + hoursToMs(w.input.policy.gate.dwellHours))
  const isAhead = earliest !== null && toMs(earliest) > toMs(w.input.asOf)
  const isShortAgain = (chosen.wait?.readDays ?? Infinity) < thresholds.gateFrom
  const wait =
    isShortAgain && chosen.wait !== null ? `'s wait is down to ${days(chosen.wait.days)}` : ` ${hasWait(line)}`
  const dated = isAhead ? ` It can come back on ${formatDate(earliest)} at the earliest.` : ''
  const condition = isShortAgain && !isAhead ? ' until that is confirmed' : ''
  return `${w.name}${wait}; ${toFloor(line, w)}${condition}.${dated}`
}

function toFloor(line: Line, w: Named): string {
  const floor = `its floor of ${a(line, w)}`
  if (!isCut(line)) return line.amountMinor === line.previousMinor ? `it stays at ${floor}` : `it gets ${floor}`
  return `we cut it to ${floor}${moved(line, w)}`
}

/** What happens to the cell: raised, cut and where the money went, or nothing. */
function change(line: Line, w: Named): string {
  const difference = line.amountMinor - line.previousMinor
  if (difference > 0) return `we raised it by ${money(difference, w)} to ${a(line, w)}`
  return difference === 0 ? `it stays at ${a(line, w)}` : `we cut it to ${a(line, w)}${moved(line, w)}`
}

function moved(line: Line, w: Named): string {
  const { receivers, receivedMinor, givenMinor } = w.movement
  const by = money(line.previousMinor - line.amountMinor, w)
  const top = receivers[0]
  // Where most of what was taken left the pool, it did not go to anybody.
  if (top === undefined || 2 * receivedMinor < givenMinor) return `, ${by} less than before`
  const rest = receivers.length - 1
  if (2 * top.minor >= receivedMinor)
    return ` and moved ${by}${rest > 0 ? ', mostly' : ''} to ${receiverName(top.leaf, w)}`
  return ` and moved ${by} to ${receivers.length} others, most of it to ${receiverName(top.leaf, w)}`
}

function receiverName(leaf: PlannedLeaf | null, w: Named): string {
  if (leaf === null) return 'the reserve'
  const name = w.labels.get(leaf.id) ?? leaf.id
  const { headroom, place } = leaf.facts
  if (headroom !== null && headroom > 0) return `${name}, which has ${visits(headroom)}`
  return place.chosen.wait === null ? name : `${name}, which has a ${waitOf(place.chosen.wait.days)} wait`
}

function motiveDown(line: Line): string {
  const { place, headroom } = line.leaf.facts
  if (place.gate.state === 'throttled') return hasWait(line)
  if (line.reasons.includes('capacity_ceiling')) {
    return headroom === 0
      ? `has next to no open new-patient visits${inHorizon(line)}`
      : `has only ${visits(headroom ?? 0)}${inHorizon(line)}`
  }
  return 'earns less on its last dollar than other clinics'
}

function earnsMore({ leaf }: Line): string {
  const { headroom } = leaf.facts
  return headroom === null || headroom === 0
    ? 'earns more on the next dollar than other clinics'
    : `has ${visits(headroom)} and earns more on the next dollar than other clinics`
}

function hasWait({ leaf }: Line): string {
  const wait = leaf.facts.place.chosen.wait
  return wait === null ? 'has a long wait' : `has a ${waitOf(wait.days)} wait`
}

function inHorizon({ leaf }: Line): string {
  const horizon = leaf.facts.place.headroom?.horizonDays
  return horizon === undefined ? '' : ` in the next ${days(horizon)}`
}

const closedBecause: Record<string, string> = {
  fully_booked: ' (fully booked)',
  staff_absence: ' (staff are absent)',
  closure: ' (closed)',
  panel_closed: ' (the panel is closed)',
}

function whyClosed({ leaf }: Line): string {
  return closedBecause[leaf.facts.place.chosen.accepting?.reasonCode ?? ''] ?? ''
}

function lockedBy({ leaf }: Line, w: Named): string {
  const lock = lockOf(leaf.facts.cell, w.input.asOf)
  return lock === null ? '' : ` by ${lock.author} (${lock.reason})`
}

function groupName(line: Line, w: Named): string {
  const id = line.reasons[0]?.split(':').slice(1).join(':')
  return w.input.groups.find((group) => group.id === id)?.name ?? id ?? ''
}

/** Age of the oldest figure the plan rests on: that is the one which holds the cell. */
function age({ leaf }: Line, w: Named): string {
  const { chosen, line } = leaf.facts.place
  const ages = restingFigures(chosen, line).map((figure) => toMs(w.input.asOf) - toMs(figure.observedAt))
  const hours = Math.floor(Math.max(0, ...ages) / hoursToMs(1))
  return hours < 48 ? `${hours} hours` : days(Math.floor(hours / 24))
}

const isCut = ({ amountMinor, previousMinor }: Line) => amountMinor < previousMinor
const visits = (count: number) => `${count} open new-patient visit${count === 1 ? '' : 's'}`
const days = (count: number) => `${rounded(count)} day${rounded(count) === 1 ? '' : 's'}`
const waitOf = (count: number) => `${rounded(count)}-day`
const rounded = (count: number) => Math.round(count)

function money(minor: number, { input }: Named): string {
  return formatMoney(minor, input.currency, input.currencyExponent)
}

/** The cell's amount with its period. */
function a(line: Line, w: Named): string {
  return `${money(line.amountMinor, w)} a day`
}
