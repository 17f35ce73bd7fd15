import { type Certificate, type Optimal, type Problem, provenGap, verify } from '@sluice/allocation'
import type { PlanningInput } from './input.ts'
import type { Plan, Recommendation } from './plan.types.ts'
import { byId } from './verify-by-id.ts'
import { wrongCells } from './verify-cells.ts'
import { type SolvedCells, wrongFacts } from './verify-facts.ts'
import { wrongRelaxations } from './verify-relaxed.ts'

/** What is checked: a plan with its problem and proof. The same shape `planPool` answers, built without its code. */
export interface VerifiableOutcome {
  plan: Plan
  problem: Problem
  optimal: Optimal
  certificate: Certificate
}

export type PlanVerification = { kind: 'ok' } | { kind: 'wrong'; findings: string[] }

/**
 * Checks a plan against its input before it may be published [R4]. Shares no code with what decided: sums are added again,
 * every bound is tried again from the input by the shortest way, and the certificate is checked by allocation's verifier,
 * which does not know the optimiser either. What it cannot work out simply it does not check, rather than copy.
 */
export function verifyPlan(input: PlanningInput, outcome: VerifiableOutcome): PlanVerification {
  const solved = new Map(outcome.problem.cells.map((cell) => [cell.id, cell]))
  const findings = [
    ...wrongLines(input, outcome.plan),
    ...wrongTotals(input, outcome.plan),
    ...wrongGroups(input, outcome.plan),
    ...wrongCells(input, outcome.plan, solved),
    ...wrongRelaxations(input, outcome),
    ...wrongFacts(input, solved),
    ...wrongProblem(input, outcome, solved),
    ...wrongProof(outcome),
    ...wrongWorths(input, outcome),
  ]
  return findings.length === 0 ? { kind: 'ok' } : { kind: 'wrong', findings }
}

function wrongLines({ cells, policy }: PlanningInput, { recommendations }: Plan): string[] {
  const seen = new Set(recommendations.map((line) => line.cellId))
  const findings = cells.filter(({ id }) => !seen.has(id)).map(({ id }) => `${id} has no line`)
  if (recommendations.length !== cells.length || seen.size !== cells.length) findings.push('not one line for each cell')
  for (const { cellId, recommendedDailyBudgetMinor: amount, reasons, sentence } of recommendations) {
    if (!Number.isSafeInteger(amount) || amount < 0) findings.push(`${cellId} has no whole amount`)
    if (amount % policy.platform.unitMinor !== 0) findings.push(`${cellId} is not in whole platform units`)
    if (reasons.length === 0 || sentence === '') findings.push(`${cellId} is not explained`)
  }
  return findings
}

function wrongTotals(input: PlanningInput, plan: Plan): string[] {
  const findings: string[] = []
  const sum = plan.recommendations.reduce((total, line) => total + line.recommendedDailyBudgetMinor, 0)
  const { hurdleMinor, unplaceableMinor } = plan.reserveParts
  if (sum + plan.reserveDailyMinor !== plan.poolDailyBudgetMinor) findings.push('amounts and reserve are not the pool')
  if (plan.poolDailyBudgetMinor !== dailyAmount(input)) findings.push('the pool does not have this much today')
  if (plan.reserveDailyMinor < 0) findings.push('the reserve is negative')
  if (hurdleMinor < 0 || unplaceableMinor < 0 || hurdleMinor + unplaceableMinor !== plan.reserveDailyMinor) {
    findings.push('the parts of the reserve are not the reserve')
  }
  if (hurdleMinor > (input.policy.reserve.maxMinor ?? Infinity))
    findings.push('the hurdle holds back more than allowed')
  return findings
}

function dailyAmount({ amount, day, policy }: PlanningInput): number {
  const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000
  const left = amount.budgetMinor + amount.carriedOverMinor - amount.spentBeforeMinor - amount.spentOnCompleteDaysMinor
  const daysLeft = days(day.today, amount.periodEnd)
  if (daysLeft < 1 || days(amount.periodStart, day.today) < 0) return 0
  const most = Math.floor((policy.dailyCapShare * amount.budgetMinor) / days(amount.periodStart, amount.periodEnd))
  return Math.max(0, Math.min(most, Math.floor(left / daysLeft)))
}

function wrongGroups({ groups, cells }: PlanningInput, plan: Plan): string[] {
  const sums = new Map<string, number>()
  const parents = new Map(groups.map(({ id, parentId }) => [id, parentId]))
  const cellOf = byId(cells, ({ id }) => id)
  for (const [i, { cellId, recommendedDailyBudgetMinor: amount }] of plan.recommendations.entries()) {
    for (let id = cellOf(cellId, i)?.groupId ?? null; id !== null; id = parents.get(id) ?? null) {
      sums.set(id, (sums.get(id) ?? 0) + amount)
    }
  }
  return groups.flatMap(({ id, minDailyBudgetMinor, maxDailyBudgetMinor }) => {
    const sum = sums.get(id) ?? 0
    if (sum > (maxDailyBudgetMinor ?? Infinity)) return [`group ${id} is above its maximum`]
    return sum < minDailyBudgetMinor - relaxedAt(plan, id) ? [`group ${id} is below its minimum`] : []
  })
}

/** All that the plan says gave way at a group. */
function relaxedAt({ relaxed }: Plan, id: string): number {
  return relaxed
    .filter(({ kind, at }) => kind === 'group_minimum' && at === id)
    .reduce((sum, { byMinor }) => sum + byMinor, 0)
}

/** The problem that was solved must be the one the plan speaks of. */
function wrongProblem(
  input: PlanningInput,
  { plan, problem, optimal, certificate }: VerifiableOutcome,
  solved: SolvedCells,
): string[] {
  const findings: string[] = []
  if (problem.totalMinor !== plan.poolDailyBudgetMinor) findings.push('another total was solved')
  if (problem.unitMinor !== input.policy.platform.unitMinor) findings.push('another unit was solved')
  if (problem.reserve.hurdle !== input.policy.reserve.hurdle) findings.push('another hurdle was solved')
  if (optimal.certificate !== certificate) findings.push('the certificate is not that of the optimum')
  for (const line of plan.recommendations) {
    const cell = solved.get(line.cellId)
    if (cell === undefined || !isWithin(line, cell.minMinor, cell.maxMinor))
      findings.push(`${line.cellId} was solved otherwise`)
  }
  for (const { id, maxDailyBudgetMinor } of input.groups) {
    const group = problem.groups.find((each) => each.id === id)
    if (group === undefined || (group.maxMinor ?? Infinity) > (maxDailyBudgetMinor ?? Infinity)) {
      findings.push(`group ${id} was solved otherwise`)
    }
  }
  return findings
}

function isWithin(line: Recommendation, min: number, max: number): boolean {
  const amount = line.recommendedDailyBudgetMinor
  return amount >= min && amount <= max && line.minDailyBudgetMinor === min
}

/** The optimum must be one, and the published numbers no further from it than the plan says. */
function wrongProof({ plan, problem, optimal, certificate }: VerifiableOutcome): string[] {
  const optimum = verify(problem, optimal)
  if (optimum.kind === 'wrong') return optimum.findings.map(({ at, message }) => `optimum: ${at} ${message}`)
  const amounts: Record<string, number> = Object.create(null)
  for (const line of plan.recommendations) amounts[line.cellId] = line.recommendedDailyBudgetMinor
  const gap = provenGap(problem, amounts, certificate)
  if (gap.kind === 'wrong') return gap.findings.map(({ at, message }) => `published: ${at} ${message}`)
  return gap.gapMinor <= plan.provenGapMinor ? [] : [`may cost ${gap.gapMinor} a day, not ${plan.provenGapMinor}`]
}

/** What the plan says that more would be worth must be the prices of its certificate; its gain must be one. */
function wrongWorths({ currencyExponent }: PlanningInput, { plan, certificate }: VerifiableOutcome): string[] {
  // Stated with six decimals; a price of many digits has fewer left for them.
  const isPer = (stated: number, price: number) =>
    Math.abs(stated - price * 10 ** currencyExponent) <= 1e-6 * Math.max(1, Math.abs(price))
  const findings: string[] = []
  if (!(plan.gainMinor >= 0 && plan.gainMinor < Infinity)) findings.push('the plan is worth less than today’s numbers')
  if (!isPer(plan.prices.nextDollarValueMinor, certificate.lambda)) findings.push('the pool is priced otherwise')
  for (const group of plan.prices.groups) {
    const price = certificate.groups[group.groupId]
    const isRight =
      price !== undefined &&
      isPer(group.nextDollarValueMinor, price.lambda) &&
      isPer(group.raiseMaximumValueMinor, price.muPlus) &&
      isPer(group.lowerMinimumValueMinor, price.muMinus)
    if (!isRight) findings.push(`group ${group.groupId} is priced otherwise`)
  }
  return findings
}
