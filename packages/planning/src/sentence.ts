import { lockOf } from './bounds.ts'
import { formatDate } from './dates.ts'
import { isWaitBack } from './gate-thresholds.ts'
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
  no_headroom: noHeadroom,
  wait_gate: waitGate,
  throttled: (line, w) => `${w.name} ${hasWait(line)}, so its budget is limited; ${change(line, w)}.`,
  capacity_ceiling: (line, w) =>
    `${w.name} has ${visits(line.leaf.facts.headroom ?? 0)}${inHorizon(line)}, and ${a(line, w)} is enough to fill them; ${enough(line, w)}.`,
  ramp_up: (line, w) => `${w.name} ${earnsMore(line, w)}; ${change(line, w, 'the most one day allows')}.`,
  ramp_down: (line, w) => `${w.name} ${motiveDown(line, w)}; ${change(line, w, 'the least one day allows')}.`,
  minimum: (line, w) =>
    line.amountMinor > line.previousMinor
      ? `${w.name} has a minimum of ${a(line, w)}; ${change(line, w)}.`
      : `${w.name} ${motiveDown(line, w)}; ${change(line, w, 'its minimum')}.`,
  maximum: (line, w) => `${w.name} ${earnsMore(line, w)}; ${change(line, w, 'its maximum')}.`,
  group_maximum: (line, w) => `${w.name} shares the maximum of ${groupName(line, w)}; ${change(line, w)}.`,
  group_minimum: (line, w) =>
    `${w.name} is part of ${groupName(line, w)}, which must get its minimum; ${change(line, w)}.`,
  ageing: (line, w) =>
    `The latest data for ${w.name} is ${age(line, w)} old, so we do not raise it; ${change(line, w)}.`,
  stale_hold: (line, w) =>
    `Nothing new has been heard from ${w.name} for ${age(line, w)}, so it is held until data arrives; ${change(line, w)}.`,
  no_data: noData,
  locked: (line, w) => `${w.name} is locked${lockedBy(line, w)}; ${change(line, w)}.`,
  dead_band: (line, w) =>
    `${w.name} stays at ${a(line, w)}; the best amount is only ${money(Math.abs(line.optimumMinor - line.amountMinor), w)} away, too little to be worth a change.`,
  reserve_hurdle: (line, w) =>
    `More money would bring less at ${w.name} than it is worth in the reserve; ${change(line, w)}.`,
  pool_exhausted: (line, w) => `The pool has too little money left to pay every clinic's floor; ${pausing(line, w)}.`,
  removed: (line, w) =>
    `${w.name} is no longer part of the pool; we propose to pause it${line.leaf.isPaused ? '' : `, and its ${a(line, w)} stays counted until that is confirmed`}.`,
}

function parity(line: Line, w: Named): string {
  const difference = line.amountMinor - line.previousMinor
  const equal = `its next ${currencyName(w)} ${difference < 0 ? 'now ' : ''}earns as much as at the other clinics`
  if (difference < 0) return `We cut ${w.name} to ${a(line, w)}${moved(line, w)}; ${equal}.`
  if (difference === 0) return `${w.name} stays at ${a(line, w)}, where ${equal}.`
  return `We raised ${w.name} by ${money(difference, w)} to ${a(line, w)}, where ${equal}.`
}

function noHeadroom(line: Line, w: Named): string {
  const open = line.leaf.facts.headroom ?? 0
  if (open === 0) return `${w.name} has no open new-patient visits left${inHorizon(line)}; ${toFloor(line, w)}.`
  return `${w.name} was full and has only ${visits(open)} again; ${toFloor(line, w)}.`
}

function noData(line: Line, w: Named): string {
  const baseline = line.leaf.facts.cell.baselineDailyBudgetMinor
  const so =
    line.amountMinor === baseline
      ? 'so it gets its baseline'
      : `so it goes towards its baseline of ${money(baseline, w)} a day`
  return `We have no capacity data for ${w.name} yet, ${so}; ${change(line, w)}.`
}

/** A gate by wait is the one reason that gives a date: before the dwell is over the place cannot come back [E5]. */
function waitGate(line: Line, w: Named): string {
  const { chosen, thresholds } = line.leaf.facts.place
  const wait = chosen.wait
  const earliest = earliestReturn(line, w)
  const dated = earliest === null ? '' : ` It can come back on ${formatDate(earliest)} at the earliest.`
  if (wait === null || wait.readDays >= thresholds.gateFrom)
    return `${w.name} ${hasWait(line)}; ${toFloor(line, w)}.${dated}`
  const confirmed = isWaitBack(wait.readDays, 'gated', thresholds)
    ? ' until that is confirmed'
    : ` until it is ${days(thresholds.gateBack)} or less`
  return `${w.name}'s wait is down to ${days(wait.days)}; ${toFloor(line, w)}${confirmed}.${dated}`
}

/** End of the dwell, while it is still ahead. */
function earliestReturn({ leaf }: Line, { input }: Named): string | null {
  const { since } = leaf.facts.place.gate.memory.wait
  if (since === null) return null
  const endMs = toMs(since) + hoursToMs(input.policy.gate.dwellHours)
  return endMs > toMs(input.asOf) ? toInstant(endMs) : null
}

function enough(line: Line, w: Named): string {
  const difference = line.amountMinor - line.previousMinor
  if (difference > 0) return `we raised it by ${money(difference, w)}`
  if (difference === 0) return 'it stays there'
  return moved(line, w).startsWith(',')
    ? `that is${moved(line, w).slice(1)}`
    : `we${moved(line, w).slice(' and'.length)}`
}

function pausing(line: Line, w: Named): string {
  if (line.previousMinor === 0) return `${w.name} stays paused`
  return `we propose to pause ${w.name}, which frees ${money(line.previousMinor, w)} a day`
}

function toFloor(line: Line, w: Named): string {
  const floor = `its floor of ${a(line, w)}`
  if (!isCut(line)) return line.amountMinor === line.previousMinor ? `it stays at ${floor}` : `it gets ${floor}`
  return `we cut it to ${floor}${moved(line, w)}`
}

/** What happens to the cell: raised, cut and where the money went, or nothing. `note` says what the new amount is. */
function change(line: Line, w: Named, note = ''): string {
  const difference = line.amountMinor - line.previousMinor
  const amount = `${a(line, w)}${note === '' ? '' : `, ${note}`}`
  if (difference > 0) return `we raised it by ${money(difference, w)} to ${amount}`
  if (difference === 0) return `it stays at ${amount}`
  const where = moved(line, w)
  return `we cut it to ${amount}${note === '' || where.startsWith(',') ? '' : ','}${where}`
}

function moved(line: Line, w: Named): string {
  const { receivers, receivedMinor, givenMinor } = w.movement
  const by = money(line.previousMinor - line.amountMinor, w)
  const [top, second] = receivers
  // Where most of what was taken left the pool, it did not go to anybody.
  if (top === undefined || 2 * receivedMinor < givenMinor) return `, ${by} less than before`
  if (second === undefined) return ` and moved ${by} to ${receiverName(top.leaf, w)}`
  if (top.leaf === null) return ` and moved ${by}, mostly to the reserve, then to ${receiverName(second.leaf, w)}`
  const isMost = 2 * top.minor >= receivedMinor
  return ` and moved ${by}${isMost ? ', mostly to' : ` to ${receivers.length} others, the largest part to`} ${receiverName(top.leaf, w)}`
}

function receiverName(leaf: PlannedLeaf | null, w: Named): string {
  if (leaf === null) return 'the reserve'
  const name = w.labels.get(leaf.id) ?? leaf.id
  const { headroom, place } = leaf.facts
  if (headroom !== null && headroom > 0) return `${name}, which has ${visits(headroom)}`
  return place.chosen.wait === null ? name : `${name}, which has a ${waitOf(place.chosen.wait.days)} wait`
}

function motiveDown(line: Line, w: Named): string {
  const { place, headroom } = line.leaf.facts
  if (place.gate.state === 'throttled') return hasWait(line)
  if (line.reasons.includes('capacity_ceiling')) {
    return `has ${headroom === 0 ? 'next to no' : 'only'} ${headroom === 0 ? 'open new-patient visits' : visits(headroom ?? 0)}${inHorizon(line)}`
  }
  return `earns less on its last ${currencyName(w)} than other clinics`
}

function earnsMore({ leaf }: Line, w: Named): string {
  const { headroom } = leaf.facts
  const room = headroom === null || headroom === 0 ? '' : `has ${visits(headroom)} and `
  return `${room}earns more on the next ${currencyName(w)} than other clinics`
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

const currencyNames: Record<string, string> = { USD: 'dollar', CAD: 'dollar', AUD: 'dollar', EUR: 'euro', GBP: 'pound' }

function currencyName({ input }: Named): string {
  return currencyNames[input.currency] ?? input.currency
}

/** The cell's amount with its period. */
function a(line: Line, w: Named): string {
  return `${money(line.amountMinor, w)} a day`
}
