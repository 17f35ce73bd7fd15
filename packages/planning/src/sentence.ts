import { change, enough, isCut, moved, toFloor } from './change-words.ts'
import { formatDate } from './dates.ts'
import { headroomBack, isWaitBack } from './gate-thresholds.ts'
import { daysBetween, hoursToMs, toInstant, toMs } from './instant.ts'
import { locked, lockNotPaid, paused } from './lock-words.ts'
import { nextMinorValue } from './reasons.ts'
import { allRoomOf, fullness, littleRoomOf, patients, roomOf } from './room-words.ts'
import { age, currencyName, daily, days, type Line, money, type Named, type Wording, waitOf } from './wording.ts'

export type { Line, Wording } from './wording.ts'

/** One sentence (two where a gate says when it comes back) in plain words; its amounts are those of this plan [E3–E6]. */
export function sentenceOf(line: Line, wording: Wording): string {
  const reason = line.reasons[0] ?? 'marginal_parity'
  const write = templates[reason] ?? templates[reason.split(':')[0] ?? ''] ?? parity
  return write(line, { ...wording, name: wording.labels.get(line.leaf.id) ?? line.leaf.id })
}

type Template = (line: Line, wording: Named) => string

const templates: Record<string, Template> = {
  not_accepting: (line, w) => `${w.name} is not accepting new patients${whyClosed(line)}; ${toFloor(line, w)}.`,
  no_headroom: noHeadroom,
  wait_gate: waitGate,
  throttled: (line, w) => `${w.name} ${hasWait(line)}, so its budget is limited; ${change(line, w)}.`,
  capacity_ceiling: (line, w) =>
    `${w.name} has ${allRoomOf(line.leaf.facts)}, and ${daily(line, w)} is enough to fill that; ${enough(line, w)}.`,
  ramp_up: (line, w) => `${w.name} ${motiveUp(line, w)}; ${change(line, w, 'the most one day allows')}.`,
  ramp_down: (line, w) => `${w.name} ${motiveDown(line, w)}; ${change(line, w, leastOfDay(line, w))}.`,
  minimum: (line, w) =>
    isCut(line)
      ? `${w.name} ${motiveDown(line, w)}; ${change(line, w, 'its minimum')}.`
      : `${w.name} has a minimum of ${daily(line, w)}; ${change(line, w)}.`,
  maximum: (line, w) =>
    isCut(line)
      ? `${w.name} has a maximum of ${daily(line, w)}; ${change(line, w)}.`
      : `${w.name} ${motiveUp(line, w)}; ${change(line, w, 'its maximum')}.`,
  group_maximum: (line, w) =>
    line.leaf.isPaused
      ? `The maximum of ${groupName(line, w)} is too little to pay every clinic's floor; ${pausing(line, w)}.`
      : `${w.name} shares the maximum of ${groupName(line, w)}; ${change(line, w)}.`,
  group_minimum: groupMinimum,
  ageing: (line, w) =>
    `The latest data for ${w.name} is ${age(line, w)} old, so we do not raise it; ${change(line, w)}.`,
  stale_hold: (line, w) =>
    `Nothing new has been heard from ${w.name} for ${age(line, w)}, so it is held until data arrives; ${change(line, w)}.`,
  no_data: noData,
  locked,
  paused,
  message_not_approved: (line, w) =>
    `${w.name}'s campaign has no approved message, so it ${asFarAs(line)}; ${change(line, w)}.`,
  dead_band: (line, w) =>
    `${w.name} stays at ${daily(line, w)}; the best amount is only ${money(Math.abs(line.optimumMinor - line.amountMinor), w)} away, too little to be worth a change.`,
  reserve_hurdle: (line, w) =>
    `More money would bring less at ${w.name} than it is worth in the reserve; ${change(line, w)}.`,
  pool_exhausted: (line, w) => `${whyNoMoney(w)}; ${pausing(line, w)}.`,
  removed,
  'relaxed:ramp_down': (line, w) =>
    `There is too little money today to cut ${w.name} by no more than one day allows; ${change(line, w)}.`,
  'relaxed:stale_hold': (line, w) =>
    `${whatIsOld(line, w)}, but there is too little money to hold ${w.name}; ${change(line, w)}.`,
  'relaxed:cell_minimum': (line, w) =>
    `${w.name} has a minimum of ${money(line.leaf.facts.cell.minDailyBudgetMinor ?? 0, w)} a day, ${notEnough}; ${change(line, w)}.`,
  'relaxed:lock': lockNotPaid,
}

/** Where a ramp down ends. One that has less than that is raised: what the ramp came down from is not what it has. */
function leastOfDay({ amountMinor, previousMinor, leaf }: Line, w: Named): string {
  if (amountMinor <= previousMinor) return 'the least one day allows'
  const { dailyBudgetMinor, basis } = leaf.facts.cell.reference
  const from = money(dailyBudgetMinor, w)
  if (basis === 'baseline') return `the least one day leaves of its baseline of ${from}`
  return `the least one day leaves of the ${from} ${basis === 'applied' ? 'that was really set' : 'it began the day with'}`
}

/** How much one without an approved message may have: no more than it has, nor than a tool set; who was paused gets its floor. */
function asFarAs({ amountMinor, previousMinor, leaf }: Line): string {
  if (amountMinor === previousMinor) return 'does not get more'
  if (amountMinor > previousMinor) return 'gets no more than its floor'
  return `gets no more than ${leaf.facts.cell.reference.basis === 'applied' ? 'was really set' : 'it began the day with'}`
}

const notEnough = 'but there is too little money for that'

function removed(line: Line, w: Named): string {
  const gone = `${w.name} is no longer part of the pool`
  if (line.leaf.isPaused) return `${gone}; we pause it.`
  if (line.amountMinor === 0) return `${gone}; it has no budget.`
  return `${gone}; we propose to pause it, and its ${daily(line, w)} stays counted until that is confirmed.`
}

function parity(line: Line, w: Named): string {
  if (w.movableCells < 2)
    return `${w.name} gets what today's money and the rules of the others leave; ${change(line, w)}.`
  const difference = line.amountMinor - line.previousMinor
  const equal = `its next ${currencyName(w)} ${difference < 0 ? 'now ' : ''}earns as much as at the other clinics`
  if (difference < 0) return `We cut ${w.name} to ${daily(line, w)}${moved(line, w)}; ${equal}.`
  if (difference === 0) return `${w.name} stays at ${daily(line, w)}, where ${equal}.`
  return `We raised ${w.name} by ${money(difference, w)} to ${daily(line, w)}, where ${equal}.`
}

function noHeadroom(line: Line, w: Named): string {
  const { place } = line.leaf.facts
  const { headroom } = place
  if (headroom === null || headroom.people < 1) return `${w.name} ${fullness(place)}; ${toFloor(line, w)}.`
  const asked = Math.ceil(headroomBack(place.settings.policy, headroom.capacity) - 1e-9)
  const room = `room for only ${patients(Math.floor(headroom.people + 1e-9))} again`
  return `${w.name} was full and has ${room}, fewer than the ${asked} that reopen it; ${toFloor(line, w)}.`
}

function groupMinimum(line: Line, w: Named): string {
  const isWhole = !w.relaxedGroups.has(groupId(line))
  const gets = isWhole ? 'which must get its minimum' : 'which gets as much of its minimum as can be paid'
  return `${w.name} is part of ${groupName(line, w)}, ${gets}; ${change(line, w)}.`
}

function noData(line: Line, w: Named): string {
  const baseline = line.leaf.facts.cell.baselineDailyBudgetMinor
  const so =
    line.amountMinor === baseline
      ? 'so it gets its baseline'
      : `so it goes towards its baseline of ${money(baseline, w)} a day`
  return `${whatIsUnknown(line, w)}, ${so}; ${change(line, w)}.`
}

/** What was heard may be of no use; then it is not called missing. */
function whatIsUnknown({ leaf }: Line, { name, input }: Named): string {
  const { chosen, place } = leaf.facts.place
  const slots = place.figures.find((figure) => figure.figure === 'slots')
  if (slots?.figure === 'slots' && chosen.slots === null)
    return `The open visits known of ${name} are of ${days(slots.horizonDays)}, which do not compare with the ${input.policy.horizonDays} this plan counts`
  if (chosen.otherWait !== null) return `The only wait known of ${name} is of another kind than its service line counts`
  if (chosen.waitlist !== null) return `We know how many wait at ${name}, but neither its open visits nor its wait`
  return `We have no capacity data for ${name} yet`
}

/** A gate by wait is the one reason that gives a date: before the dwell is over the place cannot come back [E5]. */
function waitGate(line: Line, w: Named): string {
  const { chosen, thresholds } = line.leaf.facts.place
  const { wait } = chosen
  if (wait === null) return `${w.name} ${hasWait(line)}; ${toFloor(line, w)}.`
  // A wait of another kind is shown as it was reported, and so is the wait that is asked for.
  const asked = thresholds.gateBack * (wait.readDays > 0 ? wait.days / wait.readDays : 1)
  const isBack = isWaitBack(wait.readDays, 'gated', thresholds)
  const once = isBack ? 'that is confirmed' : `its wait is ${exactDays(asked)} or less`
  const earliest = earliestReturn(line, w)
  const date = earliest === null ? '' : `, on ${formatDate(earliest)} at the earliest`
  const is = wait.readDays >= thresholds.gateFrom ? ` ${hasWait(line)}` : `'s wait is down to ${exactDays(wait.days)}`
  return `${w.name}${is}; ${toFloor(line, w)}. It can come back once ${once}${date}.`
}

/** Beside a threshold a wait is not rounded to whole days: 14.4 is not "14 or less". */
function exactDays(count: number): string {
  const tenths = Math.round(10 * count) / 10
  return `${tenths} day${tenths === 1 ? '' : 's'}`
}

/** End of the dwell, while it is still ahead. */
function earliestReturn({ leaf }: Line, { input }: Named): string | null {
  const { since } = leaf.facts.place.gate.memory.wait
  if (since === null) return null
  const endMs = toMs(since) + hoursToMs(input.policy.gate.dwellHours)
  return endMs > toMs(input.asOf) ? toInstant(endMs) : null
}

function whyNoMoney({ input: { amount, day }, poolMinor }: Named): string {
  if (day.today < amount.periodStart || daysBetween(day.today, amount.periodEnd) <= 0)
    return 'No budget period of the pool is running today'
  const hadMinor = amount.budgetMinor + amount.carriedOverMinor
  if (hadMinor === 0) return 'This budget period of the pool has no money'
  if (poolMinor === 0 && amount.spentBeforeMinor + amount.spentOnCompleteDaysMinor >= hadMinor)
    return 'The money of this budget period is spent'
  return "The pool has too little money left to pay every clinic's floor"
}

/** The same for a plan that is proposed and one in force, so it does not say who still has to agree. */
function pausing(line: Line, w: Named): string {
  if (line.previousMinor === 0) return `${w.name} stays paused`
  return `we pause ${w.name}, which frees ${money(line.previousMinor, w)} a day`
}

function motiveDown(line: Line, w: Named): string {
  const { facts } = line.leaf
  const isFull = line.reasons.includes('capacity_ceiling')
  if (w.gatedBefore.has(line.leaf.id) && !isCut(line))
    return `is taking new patients again${isFull ? `, though it has ${littleRoomOf(facts)}` : ''}`
  if (facts.place.gate.state === 'throttled') return hasWait(line)
  if (isFull) return `has ${littleRoomOf(facts)}`
  if (line.amountMinor > line.previousMinor) return 'would be lower than a day may take it'
  return w.hurdleMinor > 0
    ? `earns less on its last ${currencyName(w)} than it is worth in the reserve`
    : `earns less on its last ${currencyName(w)} than other clinics`
}

function motiveUp(line: Line, w: Named): string {
  if (isCut(line)) return 'may not get all it had before'
  const room = roomOf(line.leaf.facts)
  const earnsMore = `${room === null ? '' : `has ${room} and `}earns more on the next ${currencyName(w)} than`
  // What is left over lies in the reserve: another dollar here would be taken from that.
  if (w.hurdleMinor === 0 && !line.reasons.includes('unplaceable')) return `${earnsMore} other clinics`
  const isWorthMore = nextMinorValue(line.leaf, line.amountMinor) > w.input.policy.reserve.hurdle
  return isWorthMore ? `${earnsMore} it is worth in the reserve` : 'gets money that no other clinic may take'
}

function hasWait({ leaf }: Line): string {
  const wait = leaf.facts.place.chosen.wait
  return wait === null ? 'had a long wait when it last said' : `has ${waitOf(wait.days)}`
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

function whatIsOld(line: Line, w: Named): string {
  if (line.leaf.facts.place.freshness === 'never') return whatIsUnknown(line, w)
  return `Nothing new has been heard from ${w.name} for ${age(line, w)}`
}

function groupId(line: Line): string {
  return line.reasons[0]?.split(':').slice(1).join(':') ?? ''
}

function groupName(line: Line, w: Named): string {
  const id = groupId(line)
  return w.input.groups.find((group) => group.id === id)?.name ?? id
}
