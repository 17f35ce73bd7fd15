import { emptyGateMemory, foldGate } from '../src/gate.ts'
import type {
  Cell,
  Figure,
  Observation,
  Place,
  PlanningInput,
  Policy,
  PreviousPlan,
  ServiceLine,
} from '../src/input.ts'
import { type PoolOutcome, planPool } from '../src/plan.ts'
import type { Plan } from '../src/plan.types.ts'
import { bookingsAt, responsesOf } from '../src/response.ts'
import { figureKey } from '../src/state.ts'
import { type Clinic, live, makeClinic, report } from './clinic.ts'
import { accepting, makeCell, makeGroup, makeInput, makeLine, makePolicy } from './make-input.ts'
import { type Random, seededRandom } from './random.ts'

/** One computed plan of the simulation with all that it was computed from. */
export interface Moment {
  day: number
  asOf: string
  input: PlanningInput
  outcome: PoolOutcome
  plan: Plan
  /** Clinics whose source has been silent, and for how many days. */
  silent: ReadonlyMap<string, number>
}

export interface HalfYear {
  moments: Moment[]
  clinics: Clinic[]
  /** Share of each clinic's visits that were taken, a value per day. */
  fill: Map<string, number[]>
}

const firstDay = Date.parse('2026-01-01T00:00:00.000Z')
const dayMs = 86_400_000
const hoursOfPlans = [0.1, 7, 12, 18]

interface World {
  random: Random
  clinics: Clinic[]
  places: Map<string, Place>
  line: ServiceLine
  policy: Policy
  published: PreviousPlan | null
  /** Last amounts of the day before: what ramps count from. */
  references: Map<string, number>
  spentThisMonth: number
  /** What each clinic's ads spent and brought, a day each, as it would be reported. */
  reported: Map<string, { spendMinor: number; bookings: number }[]>
  monthBudget: number
  silentSince: Map<string, number>
}

/** Runs a pool through 182 days, four plans a day, from one seed. Nothing but the seed decides. */
export function simulateHalfYear(seed: number, size = 12): HalfYear {
  const world = makeWorld(seed, size)
  const moments: Moment[] = []
  const fill = new Map(world.clinics.map(({ id }) => [id, [] as number[]]))
  for (let day = 0; day < 182; day++) {
    startDay(world, day)
    for (const hour of hoursOfPlans) {
      const asOf = new Date(firstDay + day * dayMs + hour * 3_600_000).toISOString()
      listen(world, asOf)
      moments.push(decide(world, day, asOf))
    }
    endDay(world, fill)
  }
  return { moments, clinics: world.clinics, fill }
}

function makeWorld(seed: number, size: number): World {
  const random = seededRandom(seed)
  const clinics = Array.from({ length: size }, (_, i) => makeClinic(`c${String(i).padStart(2, '0')}`, i, random))
  const place = (clinic: Clinic): Place => ({
    locationId: clinic.id,
    locationName: `Clinic ${clinic.id}`,
    serviceLine: 'ortho',
    organicBookings: Math.round(clinic.organicPerDay * 9),
    share: 1,
    figures: [],
    gate: emptyGateMemory(),
  })
  return {
    random,
    clinics,
    places: new Map(clinics.map((clinic) => [clinic.id, place(clinic)])),
    line: makeLine({ lifetimeValueMinor: 60_000 }),
    policy: makePolicy(),
    published: null,
    references: new Map(),
    spentThisMonth: 0,
    reported: new Map(),
    monthBudget: size * 4_200 * 30,
    silentSince: new Map(),
  }
}

/** Midnight: references roll, months begin, budgets change, sources fall silent, doors close and open. */
function startDay(world: World, day: number): void {
  const { random } = world
  world.references = new Map(world.published?.cells.map(({ cellId, dailyBudgetMinor }) => [cellId, dailyBudgetMinor]))
  if (dateOf(day).endsWith('-01')) {
    world.spentThisMonth = 0
    world.monthBudget = Math.round(world.clinics.length * 4_200 * 30 * (0.7 + 0.6 * random.next()))
  } else if (random.chance(0.02)) {
    world.monthBudget = Math.round(world.monthBudget * (0.6 + 0.7 * random.next()))
  }
  const isWholeSourceDown = random.chance(0.01)
  for (const clinic of world.clinics) {
    if (clinic.silentDays > 0) clinic.silentDays--
    else if (isWholeSourceDown) clinic.silentDays = 4
    else if (random.chance(0.008)) clinic.silentDays = random.between(2, 12)
    if (clinic.isAccepting ? random.chance(0.004) : random.chance(0.25)) clinic.isAccepting = !clinic.isAccepting
    const since = world.silentSince.get(clinic.id) ?? day
    if (clinic.silentDays > 0) world.silentSince.set(clinic.id, since)
    else world.silentSince.delete(clinic.id)
  }
}

function listen(world: World, asOf: string): void {
  for (const clinic of world.clinics) {
    const place = world.places.get(clinic.id)
    if (place === undefined || clinic.silentDays > 0) continue
    const figures = [
      ...report(clinic, world.random),
      accepting(clinic.isAccepting, clinic.isAccepting ? null : 'staff_absence'),
    ]
    const observation: Observation = { observedAt: asOf, source: 'pms', figures }
    const gate = foldGate(place.gate, [observation], { policy: world.policy, serviceLine: world.line, place })
    world.places.set(clinic.id, { ...place, gate, figures: newest(place.figures, observation) })
  }
}

function newest(known: readonly Figure[], { observedAt, source, figures }: Observation): Figure[] {
  const byKey = new Map(known.map((figure) => [figureKey(figure), figure]))
  for (const value of figures) {
    const figure: Figure = { source, observedAt, ...value }
    byKey.set(figureKey(figure), figure)
  }
  return [...byKey.values()]
}

function decide(world: World, day: number, asOf: string): Moment {
  const input = inputOf(world, day, asOf)
  const outcome = planPool(input)
  const { plan } = outcome
  const cells = plan.recommendations.map(({ cellId, recommendedDailyBudgetMinor: dailyBudgetMinor, gate }) => {
    return { cellId, dailyBudgetMinor, gate }
  })
  const number = (world.published?.number ?? 0) + 1
  world.published = { number, reserveDailyMinor: plan.reserveDailyMinor, cells }
  const silent = new Map([...world.silentSince].map(([id, since]) => [id, day - since]))
  return { day, asOf, input, outcome, plan, silent }
}

function inputOf(world: World, day: number, asOf: string): PlanningInput {
  const midnight = new Date(firstDay + (day + 1) * dayMs).toISOString()
  const cells = world.clinics.map(({ id }) => {
    const reference = world.references.get(id)
    return makeCell(id, {
      groupId: Number(id.slice(1)) % 2 === 0 ? 'even' : null,
      learned: learnedOf(world.reported.get(id) ?? []),
      reference: { dailyBudgetMinor: reference ?? 4_200, basis: reference === undefined ? 'baseline' : 'published' },
    })
  })
  return makeInput(cells, {
    asOf,
    day: { today: dateOf(day), endsAt: midnight, nextCellMidnightAt: midnight },
    amount: {
      periodStart: `${dateOf(day).slice(0, 7)}-01`,
      periodEnd: nextMonth(dateOf(day)),
      budgetMinor: world.monthBudget,
      carriedOverMinor: 0,
      spentBeforeMinor: 0,
      spentOnCompleteDaysMinor: world.spentThisMonth,
    },
    groups: [makeGroup('even', { maxDailyBudgetMinor: world.clinics.length * 2_400 })],
    serviceLines: [world.line],
    policy: world.policy,
    places: [...world.places.values()],
    previous: world.published,
  })
}

/** What was published last is spent, give or take; it brings what the clinic really yields. */
function endDay(world: World, fill: Map<string, number[]>): void {
  const responses = responsesOf(
    world.clinics.map(({ id }) => makeCell(id)),
    new Map([[world.line.id, world.line]]),
    world.policy,
  )
  const amounts = new Map(world.published?.cells.map(({ cellId, dailyBudgetMinor }) => [cellId, dailyBudgetMinor]))
  for (const clinic of world.clinics) {
    const spent = Math.round((amounts.get(clinic.id) ?? 0) * (0.96 + 0.06 * world.random.next()))
    const response = responses.get(clinic.id)
    world.spentThisMonth += spent
    const paid = response === undefined ? 0 : clinic.yieldFactor * bookingsAt(response, spent)
    const bookings = clinic.isAccepting ? paid : 0
    world.reported.set(clinic.id, [...(world.reported.get(clinic.id) ?? []), { spendMinor: spent, bookings }])
    fill.get(clinic.id)?.push(live(clinic, paid, world.random))
  }
}

/** The last 28 complete days, as the loader adds them up. */
function learnedOf(reported: readonly { spendMinor: number; bookings: number }[]): Cell['learned'] {
  const window = reported.slice(-28)
  return {
    bookings: Math.round(window.reduce((sum, { bookings }) => sum + bookings, 0)),
    spendMinor: window.reduce((sum, { spendMinor }) => sum + spendMinor, 0),
    days: window.filter(({ spendMinor }) => spendMinor > 0).length,
  }
}

function dateOf(day: number): string {
  return new Date(firstDay + day * dayMs).toISOString().slice(0, 10)
}

function nextMonth(date: string): string {
  const [year, month] = date.split('-').map(Number)
  return new Date(Date.UTC(year ?? 0, month ?? 0, 1)).toISOString().slice(0, 10)
}
