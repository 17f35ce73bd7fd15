import type { Cell, FigureValue, Group, Observation, Place, PlanningInput, Policy, ServiceLine } from '../src/input.ts'
import { accepting, hoursAgo, makeCell, makeGroup, makeInput, makeLine, makePlace, makePolicy } from './make-input.ts'
import { type Random, seededRandom } from './random.ts'

/**
 * A pool with everything in it that can go wrong: odd units, tight groups, locks, minimums no money is there for, old and
 * missing data, several channels of a place, removed cells, a plan in force or none. The same seed, the same pool.
 */
export function randomInput(seed: number, size: number): PlanningInput {
  const random = seededRandom(seed)
  const policy = randomPolicy(random)
  const lines = [
    makeLine(),
    makeLine({ id: 'primary', name: 'primary care', typicalWaitDays: 8, followUpVisitsPerCase: 2 }),
  ]
  const groups = randomGroups(random, size)
  const places = Array.from({ length: Math.max(1, Math.ceil(size * 0.8)) }, (_, i) =>
    randomPlace(random, i, lines, policy),
  )
  const cells = Array.from({ length: size }, (_, i) => randomCell(random, i, places, groups))
  const baseline = cells.reduce((sum, cell) => sum + cell.baselineDailyBudgetMinor, 0)
  const dailyMinor = Math.floor(baseline * random.pick([0, 0.05, 0.3, 0.8, 1, 1, 1.2, 2]))
  const changes = { serviceLines: lines, groups, places, policy, dailyMinor }
  return makeInput(cells, { ...changes, previous: random.chance(0.2) ? null : randomPrevious(random, cells) })
}

function randomPolicy(random: Random): Policy {
  const base = makePolicy()
  return makePolicy({
    platform: {
      unitMinor: random.pick([1, 1, 1, 50, 100]),
      minimumMinor: random.pick([0, 0, 100, 700]),
      maximumMinor: random.pick([null, null, 30_000]),
    },
    reserve: { hurdle: random.pick([0, 1, 1, 4, 12]), maxMinor: random.pick([null, null, 0, 5_000]) },
    deadPolicy: random.pick(['baseline', 'baseline', 'floor']),
    minimalGainMinor: random.pick([0, 100, 10_000]),
    sources: random.chance(0.3) ? [{ source: 'ehr', priority: 5, expectedIntervalHours: 48 }] : base.sources,
  })
}

function randomGroups(random: Random, size: number): Group[] {
  const count = random.between(0, Math.min(6, size))
  return Array.from({ length: count }, (_, i) =>
    makeGroup(`g${i}`, {
      parentId: i > 0 && random.chance(0.5) ? `g${random.between(0, i - 1)}` : null,
      minDailyBudgetMinor: random.pick([0, 0, 3_000, 40_000]),
      maxDailyBudgetMinor: random.pick([null, null, 2_000, 20_000, 60_000]),
    }),
  )
}

function randomPlace(random: Random, index: number, lines: readonly ServiceLine[], policy: Policy): Place {
  const line = lines[index % lines.length] ?? makeLine()
  const observations = Array.from({ length: random.between(0, 4) }, () => randomObservation(random))
  return makePlace(
    `p${index}`,
    observations.sort((a, b) => (a.observedAt < b.observedAt ? -1 : 1)),
    {
      line,
      policy,
      organicBookings: random.pick([0, 0, 3]),
      share: random.pick([1, 1, 0.5]),
    },
  )
}

/** A message up to ten days old with some figures. */
export function randomObservation(random: Random): Observation {
  const age = random.pick([0.1, 1, 5, 23, 24, 25, 30, 71, 72, 80, 100, 168, 170, 240])
  const figures: FigureValue[] = []
  if (random.chance(0.7)) figures.push(randomSlots(random))
  if (random.chance(0.5))
    figures.push({
      figure: 'wait',
      kind: random.pick(['third_next_available', 'third_next_available', 'mean_completed']),
      days: random.between(0, 40),
    })
  if (random.chance(0.3)) figures.push({ figure: 'waitlist', size: random.between(0, 12) })
  if (random.chance(0.2)) figures.push({ figure: 'follow_up_slots', horizonDays: 14, open: random.between(0, 60) })
  if (random.chance(0.15)) figures.push(accepting(random.chance(0.6)))
  const observedAt = hoursAgo(age + random.between(0, 3))
  // Many share their moment. What they say stands for their hash.
  const order = { recordedAt: observedAt, sequence: '', bodySha256: JSON.stringify(figures) }
  return { observedAt, source: random.pick(['pms', 'ehr']), order, figures }
}

function randomSlots(random: Random): FigureValue {
  const total = random.between(5, 120)
  const horizonDays = random.pick([14, 14, 14, 7, 28, 60])
  if (random.chance(0.4))
    return { figure: 'slots', horizonDays, total: random.chance(0.5) ? total : null, open: random.between(0, 40) }
  return { figure: 'slots', horizonDays, total, booked: random.between(0, total) }
}

function randomCell(random: Random, index: number, places: readonly Place[], groups: readonly Group[]): Cell {
  const place = places[index % places.length]
  const baseline = random.pick([0, 50, 900, 4_200, 4_200, 12_345])
  const amount = (top: number) => random.between(0, Math.floor(baseline * top))
  return makeCell(`c${index}`, {
    locationId: place?.locationId ?? '',
    serviceLine: place?.serviceLine ?? '',
    channel: index < places.length ? null : 'social',
    groupId: groups.length > 0 && random.chance(0.8) ? `g${random.between(0, groups.length - 1)}` : null,
    baselineDailyBudgetMinor: baseline,
    reference: { dailyBudgetMinor: random.chance(0.5) ? baseline : amount(2), basis: 'published' },
    minDailyBudgetMinor: random.chance(0.2) ? amount(1.5) : null,
    maxDailyBudgetMinor: random.chance(0.2) ? amount(2) : null,
    status: random.chance(0.05) ? 'removed' : 'active',
    lock: random.chance(0.15) ? randomLock(random, amount(2)) : null,
    learned: random.chance(0.5)
      ? { bookings: random.between(0, 60), spendMinor: random.between(0, 300_000), days: 28 }
      : { bookings: 0, spendMinor: 0 },
  })
}

function randomLock(random: Random, dailyBudgetMinor: number): Cell['lock'] {
  return {
    kind: random.pick(['fixed', 'minimum', 'maximum']),
    dailyBudgetMinor,
    author: 'ana',
    reason: 'trade fair',
    expiresAt: random.pick([null, hoursAgo(1), hoursAgo(-3)]),
  }
}

function randomPrevious(random: Random, cells: readonly Cell[]): PlanningInput['previous'] {
  const known = cells.filter(() => random.chance(0.95))
  return {
    number: 7,
    reserveDailyMinor: 0,
    cells: known.map(({ id, reference }) => ({
      cellId: id,
      dailyBudgetMinor: Math.max(0, reference.dailyBudgetMinor + random.pick([0, 0, 20, -20, 500])),
      gate: 'open' as const,
    })),
  }
}
