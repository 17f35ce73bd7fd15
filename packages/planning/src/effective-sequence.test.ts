import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makePolicy } from '../test-support/make-input.ts'
import { randomInput } from '../test-support/random-input.ts'
import { floorOf } from './bounds.ts'
import { amountsOf, basesOf, climbsOf, effectiveOf, isSurelyGated, rejectedOf } from './effective.ts'
import type { Cell, DecisionPolicy, Lock, PlanningInput, PreviousPlan } from './input.ts'
import { plan as planOf } from './plan.ts'
import type { Plan } from './plan.types.ts'
import { verifyEffective } from './verify-effective.ts'

const size = 8
/** A bit for every cell. */
const some = fc.nat(2 ** size - 1)
const has = (bits: number, index: number) => ((bits >> index) & 1) === 1

const word = fc.record({
  kind: fc.constantFrom<Lock['kind'][]>('fixed', 'minimum', 'maximum', 'pause'),
  minor: fc.constantFrom(1, 900, 4_200, 20_000),
})
const step = fc.record({
  /** Another day of another world for the same cells: pool, money, gates, limits and configured locks all move. */
  event: fc.integer(),
  isNewDay: fc.boolean(),
  mode: fc.constantFrom<DecisionPolicy['mode'][]>('approval', 'automatic'),
  approve: some,
  refuse: some,
  /** What approvers say of single cells; it holds until the next step. */
  words: fc.tuple(some, word),
  /** Go back to what was in force so many steps ago. */
  undo: fc.option(fc.nat(3), { freq: 4 }),
  /** What tools set otherwise than they should; a ramp counts from it the day after. */
  applied: fc.tuple(some, fc.constantFrom(0, 300, 9_000)),
  messages: fc.option(some),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** What a pool remembers from one step to the next. */
interface State {
  inForce: Map<string, number>
  climbs: Map<string, number>
  bases: Map<string, number>
  /** The most each cell ever had when its gate or a pause cut it, whatever came after. */
  hadBefore: Map<string, number>
  rejected: Map<string, number>
  references: Map<string, number>
  latest: Plan | null
  history: Map<string, number>[]
}

test('[D1–D11] any sequence of configurations, events, decisions, reports and days, asking or not: sums and maximums hold, nothing rises unasked but back to what it had before its gate, nothing moves unasked where all asks, gates cut at once', () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(step, { maxLength: 6 }), (seed, steps) => {
      const first = randomInput(seed, size)
      let state: State = {
        inForce: new Map(),
        climbs: new Map(),
        bases: new Map(),
        hadBefore: new Map(),
        rejected: new Map(),
        references: new Map(first.cells.map((cell) => [cell.id, cell.reference.dailyBudgetMinor])),
        latest: null,
        history: [],
      }
      for (const each of steps) {
        const input = inputOf(each, first, state)
        const plan = planOf(input)
        // A plan comes, then somebody decides on it: two states of what is in force.
        state = takeEffect(input, plan, state, new Set())
        const ids = plan.recommendations.map(({ cellId }) => cellId)
        const approved = new Set(ids.filter((_, index) => has(each.approve, index)))
        for (const [index, line] of plan.recommendations.entries()) {
          if (has(each.refuse, index)) state.rejected.set(line.cellId, line.recommendedDailyBudgetMinor)
        }
        state = takeEffect(input, plan, state, approved)
        state.history.push(state.inForce)
        if (each.isNewDay) state.references = nextReferences(each, state)
      }
    }),
    { numRuns: 60 },
  )
})

function inputOf(of: Step, first: PlanningInput, state: State): PlanningInput {
  const world = randomInput(of.event, size)
  const decisions: DecisionPolicy = {
    ...makePolicy().decisions,
    mode: of.mode,
    requireApprovedMessage: of.messages !== null,
  } as DecisionPolicy
  const { previous, proposed } = previousOf(state)
  return {
    ...world,
    policy: { ...first.policy, decisions },
    previous,
    ...(proposed ? { proposed } : {}),
    cells: world.cells.map((cell, index) => ({
      ...cell,
      reference: { dailyBudgetMinor: state.references.get(cell.id) ?? 0, basis: 'published' as const },
      lock: lockOf(of, cell, index, state) ?? cell.lock,
      ...(of.messages === null ? {} : { hasApprovedMessage: has(of.messages, index) }),
    })),
  }
}

/** The pins of an undo go before what was said of a single cell. */
function lockOf({ undo, words: [cells, said] }: Step, cell: Cell, index: number, { history }: State): Lock | null {
  const pinned = undo === null ? undefined : history.at(-1 - undo)?.get(cell.id)
  const decided = { author: 'ana', reason: 'other', expiresAt: null, isDecision: true as const }
  if (pinned !== undefined) return { ...decided, kind: pinned === 0 ? 'pause' : 'fixed', dailyBudgetMinor: pinned }
  if (!has(cells, index)) return null
  return { ...decided, kind: said.kind, dailyBudgetMinor: said.kind === 'pause' ? 0 : said.minor }
}

function previousOf({ latest, inForce }: State): { previous: PreviousPlan | null; proposed?: PreviousPlan } {
  if (latest === null) return { previous: null }
  const told = (minorOf: (cellId: string, proposed: number) => number, reserveDailyMinor: number): PreviousPlan => ({
    number: 1,
    reserveDailyMinor,
    cells: latest.recommendations.map(({ cellId, gate, recommendedDailyBudgetMinor }) => ({
      cellId,
      gate,
      dailyBudgetMinor: minorOf(cellId, recommendedDailyBudgetMinor),
    })),
  })
  const reserve = latest.poolDailyBudgetMinor - sumOf(inForce)
  return {
    previous: told((cellId, proposed) => inForce.get(cellId) ?? proposed, reserve),
    proposed: told((_, proposed) => proposed, latest.reserveDailyMinor),
  }
}

function takeEffect(input: PlanningInput, plan: Plan, state: State, approved: ReadonlySet<string>): State {
  const { climbs, bases, rejected } = state
  const moved = new Set<string>()
  const before = state.latest && state.inForce
  const effective = effectiveOf(input, plan, { before, climbs, bases, moved, rejected, approved })
  expect(verifyEffective({ input, plan, before, climbs, bases, moved, approved }, effective)).toEqual([])
  const inForce = amountsOf(plan, effective)
  expect(sumOf(inForce) + effective.reserveDailyMinor).toBe(plan.poolDailyBudgetMinor)
  expect(effective.reserveDailyMinor).toBeGreaterThanOrEqual(0)
  requireMaximums(input, inForce)
  const hadBefore = new Map(state.hadBefore)
  const references = new Map(input.cells.map((cell) => [cell.id, cell.reference.dailyBudgetMinor]))
  const hadOf = (id: string) => before?.get(id) ?? references.get(id) ?? 0
  const hadInAll = plan.recommendations.reduce((sum, { cellId }) => sum + hadOf(cellId), 0)
  const isPoor = !canPay(input, plan.poolDailyBudgetMinor, state.inForce)
  for (const line of plan.recommendations) {
    const cell = input.cells.find(({ id }) => id === line.cellId)
    const was = hadOf(line.cellId)
    const is = inForce.get(line.cellId) ?? 0
    const isAsked = input.policy.decisions?.mode === 'approval'
    const isDecided = approved.has(line.cellId) || cell?.lock?.isDecision === true
    const most = isAsked
      ? was
      : Math.max(1.5 * was, line.gate === 'gated' || line.status === 'removed' ? 0 : (hadBefore.get(line.cellId) ?? 0))
    if (!approved.has(line.cellId)) expect(is).toBeLessThanOrEqual(Math.max(most, saidMost(cell, input)))
    const isCutByGate = isSurelyGated(line) && is < was
    if (isAsked && !isDecided && !isPoor && !isCutByGate && cell) {
      // By their difference: one of two zeros may be -0.
      expect(Math.abs(is - withinMaximum(was, cell, input))).toBe(0)
    }
    if (is < was && (line.gate !== 'open' || line.status !== 'active'))
      hadBefore.set(line.cellId, Math.max(was, hadBefore.get(line.cellId) ?? 0))
    if (cell === undefined || !isSurelyGated(line)) continue
    const floor = floorOf(cell, input.policy)
    expect(is).toBeLessThanOrEqual(Math.max(line.recommendedDailyBudgetMinor, floor))
    // Below its floor only for want of money, with somebody's word, or as a small step.
    const isForced = hadInAll > plan.poolDailyBudgetMinor || input.groups.length > 0
    if (was >= floor && !isDecided && !isForced) expect(is).toBeGreaterThanOrEqual(floor)
  }
  return {
    ...state,
    inForce,
    hadBefore,
    climbs: climbsOf(effective),
    bases: basesOf(effective),
    rejected: rejectedOf(effective),
    latest: plan,
  }
}

/**
 * As much as somebody's word in force gives a cell unasked, to the unit below: rounding up is nobody's word. 0: it
 * gives nothing.
 */
function saidMost(cell: Cell | undefined, { policy: { platform } }: PlanningInput): number {
  const word = cell?.status === 'active' && cell.lock?.isDecision === true ? cell.lock : null
  if (word?.kind !== 'fixed' && word?.kind !== 'minimum') return 0
  return platform.unitMinor * Math.floor(word.dailyBudgetMinor / platform.unitMinor)
}

/** What a cell had, in whole units and no more than it may ever get; of a removed one all of it is spent. */
function withinMaximum(minor: number, { status, maxDailyBudgetMinor }: Cell, { policy }: PlanningInput): number {
  const { unitMinor, maximumMinor } = policy.platform
  const most = status === 'removed' ? Infinity : Math.min(maxDailyBudgetMinor ?? Infinity, maximumMinor ?? Infinity)
  return Math.floor(Math.min(minor, most) / unitMinor) * unitMinor
}

/** Whether the pool and every group have money for what was in force; of cells that had nothing yet, their reference. */
function canPay(input: PlanningInput, poolMinor: number, before: ReadonlyMap<string, number>): boolean {
  const of = new Map(
    input.cells.map((cell) => [
      cell.id,
      withinMaximum(before.get(cell.id) ?? cell.reference.dailyBudgetMinor, cell, input),
    ]),
  )
  return (
    sumOf(of) <= poolMinor &&
    input.groups.every((group) => sumBelow(group.id, input, of) <= (group.maxDailyBudgetMinor ?? Infinity))
  )
}

/** What the cells below a group have. */
function sumBelow(id: string, { cells, groups }: PlanningInput, amounts: ReadonlyMap<string, number>): number {
  const isBelow = (groupId: string | null): boolean =>
    groupId === id || (groupId !== null && isBelow(groups.find((group) => group.id === groupId)?.parentId ?? null))
  return cells.reduce((all, cell) => all + (isBelow(cell.groupId) ? (amounts.get(cell.id) ?? 0) : 0), 0)
}

function requireMaximums(input: PlanningInput, inForce: ReadonlyMap<string, number>): void {
  const { cells, groups, policy } = input
  for (const { id, status, maxDailyBudgetMinor } of cells) {
    const most = Math.min(maxDailyBudgetMinor ?? Infinity, policy.platform.maximumMinor ?? Infinity)
    if (status !== 'removed') expect(inForce.get(id) ?? 0).toBeLessThanOrEqual(most)
  }
  for (const { id, maxDailyBudgetMinor } of groups) {
    expect(sumBelow(id, input, inForce)).toBeLessThanOrEqual(maxDailyBudgetMinor ?? Infinity)
  }
}

/** In force as the day ends, but for what tools set otherwise. */
function nextReferences({ applied: [cells, minor] }: Step, { inForce }: State): Map<string, number> {
  return new Map([...inForce].map(([cellId, amount], index) => [cellId, has(cells, index) ? minor : amount]))
}

function sumOf(amounts: ReadonlyMap<string, number>): number {
  return [...amounts.values()].reduce((sum, minor) => sum + minor, 0)
}
