import type { CellFacts } from './cell-facts.ts'
import { cellFactsOf } from './cell-facts.ts'
import type { Effective, KeptCell, WhyKept } from './effective.types.ts'
import type { PlanningInput } from './input.ts'
import { formatMoney, minorPerCurrencyUnit, toSix } from './money.ts'
import type { Plan, Recommendation } from './plan.types.ts'
import { bookingsAt, slopeAt } from './response.ts'

/**
 * The plan as it is in force [D8]: the lines of kept cells say what they have, what is proposed and why that waits; sums,
 * values and the proven gap are those of the numbers in force. `input`: what the plan was computed from.
 */
export function toEffectivePlan(input: PlanningInput, plan: Plan, effective: Effective): Plan {
  if (effective.kept.length === 0) return plan
  const kept = new Map(effective.kept.map((cell) => [cell.cellId, cell]))
  const ofKept = cellFactsOf(input).filter(({ cell }) => kept.has(cell.id))
  const facts = new Map(ofKept.map((each) => [each.cell.id, each]))
  const lossMinor = lossOf(input, plan, effective, facts)
  const netLossMinor = lossMinor.cells - lossMinor.reserve
  return {
    ...plan,
    reserveDailyMinor: effective.reserveDailyMinor,
    reserveParts: reservePartsOf(plan, effective),
    provenGapMinor: plan.provenGapMinor + Math.max(0, netLossMinor),
    valueMinor: plan.valueMinor - lossMinor.cells,
    gainMinor: Math.max(0, toSix(plan.gainMinor - netLossMinor)),
    recommendations: plan.recommendations.map((line) => {
      const cell = kept.get(line.cellId)
      return cell === undefined ? line : keptLine(line, cell, facts.get(line.cellId), input)
    }),
  }
}

function reservePartsOf({ reserveParts }: Plan, { reserveDailyMinor }: Effective): Plan['reserveParts'] {
  const hurdleMinor = Math.min(reserveParts.hurdleMinor, reserveDailyMinor)
  const unplaceableMinor = Math.min(reserveParts.unplaceableMinor, reserveDailyMinor - hurdleMinor)
  return { hurdleMinor, unplaceableMinor, awaitingMinor: reserveDailyMinor - hurdleMinor - unplaceableMinor }
}

/** What the kept cells bring less than the plan's numbers would, and what the reserve's difference is worth at its hurdle. */
function lossOf(
  { policy }: PlanningInput,
  plan: Plan,
  { kept, reserveDailyMinor }: Effective,
  facts: ReadonlyMap<string, CellFacts>,
): { cells: number; reserve: number } {
  let cells = 0
  for (const { cellId, dailyBudgetMinor, proposedDailyBudgetMinor } of kept) {
    const of = facts.get(cellId)
    if (of !== undefined) cells += valueAt(of, proposedDailyBudgetMinor) - valueAt(of, dailyBudgetMinor)
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

function keptLine(
  line: Recommendation,
  cell: KeptCell,
  facts: CellFacts | undefined,
  input: PlanningInput,
): Recommendation {
  const { status, recommendedDailyBudgetMinor, reasons } = keptLineBrief(line, cell)
  const worth = facts === undefined ? {} : worthAt(facts, recommendedDailyBudgetMinor, input)
  return {
    ...line,
    status,
    recommendedDailyBudgetMinor,
    proposedDailyBudgetMinor: cell.proposedDailyBudgetMinor,
    ...worth,
    reasons,
    sentence: sentenceOf(line, cell, input),
  }
}

/** What of a kept cell's line is otherwise than in its plan, as far as it takes no input to say. */
export function keptLineBrief(
  { status, reasons }: Pick<Recommendation, 'status' | 'reasons'>,
  { dailyBudgetMinor, why }: KeptCell,
): Pick<Recommendation, 'status' | 'recommendedDailyBudgetMinor' | 'reasons'> {
  return {
    // Who still has money is not paused, whatever is proposed.
    status: dailyBudgetMinor > 0 && status !== 'removed' ? 'active' : status,
    recommendedDailyBudgetMinor: dailyBudgetMinor,
    reasons: [reasonOf[why], ...reasons],
  }
}

function worthAt(facts: CellFacts, amount: number, { currencyExponent }: PlanningInput) {
  const isFull = facts.headroomPerDay !== null && bookingsAt(facts.response, amount) >= facts.headroomPerDay
  const next = isFull ? 0 : facts.place.valueMinor * slopeAt(facts.response, amount)
  return {
    expectedBookingsPerDay: toSix(bookings(facts, amount)),
    nextDollarValueMinor: toSix(next * minorPerCurrencyUnit(currencyExponent)),
  }
}

function sentenceOf({ label }: Recommendation, cell: KeptCell, { currency, currencyExponent }: PlanningInput): string {
  const money = (minor: number) => (minor === 0 ? 'a pause' : `${formatMoney(minor, currency, currencyExponent)} a day`)
  const has = `${label} has ${cell.dailyBudgetMinor === 0 ? 'no budget' : money(cell.dailyBudgetMinor)}`
  const wanted = money(cell.proposedDailyBudgetMinor)
  if (cell.why === 'money')
    return `${has}; ${wanted} is planned once there is money for it: cuts of other clinics wait for approval.`
  if (cell.why === 'rejected') return `${has}; ${wanted} was proposed and rejected.`
  return `${has}; ${wanted} is proposed and waits for approval.`
}
