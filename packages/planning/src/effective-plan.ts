import type { CellFacts } from './cell-facts.ts'
import { cellFactsOf } from './cell-facts.ts'
import { decisionsOf } from './default-policy.ts'
import type { GatedLine } from './effective.ts'
import type { Effective, KeptCell, WhyKept } from './effective.types.ts'
import { foundById } from './found-by-id.ts'
import type { PlanningInput } from './input.ts'
import { toMs } from './instant.ts'
import { formatMoney, minorPerCurrencyUnit, toSix } from './money.ts'
import { isOldCut, oldGate } from './old-cut.ts'
import type { Plan, Recommendation } from './plan.types.ts'
import { nextMinorValue } from './reasons.ts'
import { bookingsAt } from './response.ts'
import { type RoomContext, slotValueOf } from './slot-value.ts'
import { sentencesInForce } from './words-in-force.ts'

/**
 * The plan as it is in force [D8]: the lines of kept cells say what they have, what is proposed and why that waits;
 * those of cells that were cut, where their money really went; sums, values and the proven gap are those of the numbers
 * in force. `input`: what the plan was computed from.
 */
export function toEffectivePlan(input: PlanningInput, plan: Plan, effective: Effective): Plan {
  if (effective.kept.length === 0) return plan
  const kept = new Map(effective.kept.map((cell) => [cell.cellId, cell]))
  const facts = cellFactsOf(input)
  const factsOf = foundById(facts, ({ cell }) => cell.id)
  const lossMinor = lossOf(input, plan, effective, { kept, factsOf })
  const netLossMinor = lossMinor.cells - lossMinor.reserve
  const context = { input, room: roomContextOf(input, plan), arePayersRejected: arePayersRejected(effective) }
  const sentenceOf = sentencesInForce(input, plan, effective, facts)
  return {
    ...plan,
    reserveDailyMinor: effective.reserveDailyMinor,
    reserveParts: reservePartsOf(plan, effective),
    provenGapMinor: plan.provenGapMinor + Math.max(0, netLossMinor),
    valueMinor: plan.valueMinor - lossMinor.cells,
    gainMinor: Math.max(0, toSix(plan.gainMinor - netLossMinor)),
    recommendations: plan.recommendations.map((line, i) => {
      const cell = kept.get(line.cellId)
      const of = factsOf(line.cellId, i)
      if (cell !== undefined) return keptLine(line, cell, of, context)
      const sentence = sentenceOf(line, of)
      return sentence === line.sentence ? line : { ...line, sentence }
    }),
  }
}

type FactsOf = (cellId: string, index: number) => CellFacts | undefined

function reservePartsOf({ reserveParts }: Plan, { reserveDailyMinor }: Effective): Plan['reserveParts'] {
  const hurdleMinor = Math.min(reserveParts.hurdleMinor, reserveDailyMinor)
  const unplaceableMinor = Math.min(reserveParts.unplaceableMinor, reserveDailyMinor - hurdleMinor)
  return { hurdleMinor, unplaceableMinor, awaitingMinor: reserveDailyMinor - hurdleMinor - unplaceableMinor }
}

/** What the kept cells bring less than the plan's numbers would, and what the reserve's difference is worth at its hurdle. */
function lossOf(
  { policy }: PlanningInput,
  plan: Plan,
  { reserveDailyMinor }: Effective,
  { kept, factsOf }: { kept: ReadonlyMap<string, KeptCell>; factsOf: FactsOf },
): { cells: number; reserve: number } {
  let cells = 0
  for (const [i, { cellId }] of plan.recommendations.entries()) {
    const cell = kept.get(cellId)
    const of = cell && factsOf(cellId, i)
    if (of) cells += valueAt(of, cell.proposedDailyBudgetMinor) - valueAt(of, cell.dailyBudgetMinor)
  }
  return { cells, reserve: policy.reserve.hurdle * (reserveDailyMinor - plan.reserveDailyMinor) }
}

function valueAt(facts: CellFacts, minor: number): number {
  return facts.place.valueMinor * bookings(facts, minor)
}

function bookings({ response, headroomPerDay }: CellFacts, minor: number): number {
  return Math.min(bookingsAt(response, minor), headroomPerDay ?? Infinity)
}

const reasonOf: Record<WhyKept, string> = {
  approval: 'awaiting_approval',
  rejected: 'rejected',
  money: 'awaiting_money',
}

interface KeptContext {
  input: PlanningInput
  room: RoomContext
  /** Whether nothing that would free money waits: what would have, was refused. */
  arePayersRejected: boolean
}

function keptLine(
  line: Recommendation,
  cell: KeptCell,
  facts: CellFacts | undefined,
  context: KeptContext,
): Recommendation {
  const { status, recommendedDailyBudgetMinor, reasons } = keptLineBrief(line, cell)
  const worth = facts === undefined ? {} : worthAt({ facts, min: line.minDailyBudgetMinor }, cell, context)
  return {
    ...line,
    status,
    recommendedDailyBudgetMinor,
    proposedDailyBudgetMinor: cell.proposedDailyBudgetMinor,
    ...worth,
    reasons,
    sentence: keptSentence(line, cell, facts, context),
  }
}

/** What differs in a kept cell's line from its plan, as far as it can be said without the input. */
export function keptLineBrief(
  line: GatedLine,
  cell: KeptCell,
): Pick<Recommendation, 'status' | 'recommendedDailyBudgetMinor' | 'reasons'> {
  const { dailyBudgetMinor, why } = cell
  return {
    status: statusInForce(line.status, dailyBudgetMinor),
    recommendedDailyBudgetMinor: dailyBudgetMinor,
    reasons: [reasonOf[why], ...(isOldCut(line, cell) ? ['old_data'] : []), ...line.reasons],
  }
}

/** A cell that still has money is not paused, and one that has none is not active, whatever is proposed. */
function statusInForce(proposed: Recommendation['status'], dailyBudgetMinor: number): Recommendation['status'] {
  if (proposed === 'removed') return proposed
  if (dailyBudgetMinor > 0) return 'active'
  return proposed === 'active' ? 'paused' : proposed
}

/** At what a cell has: room that would bind at the proposed amount may not bind here [E8]. */
function worthAt(
  leaf: { facts: CellFacts; min: number },
  { dailyBudgetMinor }: KeptCell,
  { input: { currencyExponent }, room }: KeptContext,
) {
  const slot = slotValueOf(leaf, dailyBudgetMinor, room)
  return {
    expectedBookingsPerDay: toSix(bookings(leaf.facts, dailyBudgetMinor)),
    nextDollarValueMinor: toSix(nextMinorValue(leaf, dailyBudgetMinor) * minorPerCurrencyUnit(currencyExponent)),
    nextSlotValueMinor: toSix(slot.nextMinor),
    slotAWeekValueMinor: toSix(slot.aWeekMinor),
  }
}

/** For a plan as it is stored, without its certificate: what money is worth is among its prices. */
function roomContextOf({ policy, currencyExponent }: PlanningInput, plan: Plan): RoomContext {
  const perMinor = 1 / minorPerCurrencyUnit(currencyExponent)
  const groups = plan.prices.groups.map(({ groupId, nextDollarValueMinor }) => [
    groupId,
    { lambda: nextDollarValueMinor * perMinor },
  ])
  return {
    problem: { unitMinor: policy.platform.unitMinor, totalMinor: plan.poolDailyBudgetMinor },
    certificate: { lambda: plan.nextPoolUnitValue, groups: Object.fromEntries(groups) },
  }
}

function arePayersRejected({ kept }: Effective): boolean {
  const payers = kept.filter((cell) => cell.dailyBudgetMinor > cell.proposedDailyBudgetMinor)
  return payers.length > 0 && payers.every(({ why }) => why === 'rejected')
}

function keptSentence(
  line: Recommendation,
  cell: KeptCell,
  facts: CellFacts | undefined,
  { input, arePayersRejected }: KeptContext,
): string {
  const { label } = line
  const { currency, currencyExponent } = input
  const money = (minor: number) => (minor === 0 ? 'a pause' : `${formatMoney(minor, currency, currencyExponent)} a day`)
  const has = `${label} has ${cell.dailyBudgetMinor === 0 ? 'no budget' : money(cell.dailyBudgetMinor)}`
  const wanted = money(cell.proposedDailyBudgetMinor)
  if (cell.why === 'money')
    return `${has}; ${wanted} is planned once there is money for it: cuts of other clinics ${arePayersRejected ? 'were rejected' : 'wait for approval'}.`
  if (facts !== undefined && decisionsOf(input.policy).gateCutsWithoutApproval && isOldCut(line, cell)) {
    const gate = oldGate(facts.place, line.reasons, toMs(input.asOf))
    return `${label} ${gate}, so its cut to ${wanted} waits for approval; it has ${money(cell.dailyBudgetMinor)}.`
  }
  if (cell.why === 'rejected') return `${has}; ${wanted} was proposed and rejected.`
  return `${has}; ${wanted} is proposed and waits for approval.`
}
