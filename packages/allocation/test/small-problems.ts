import type { Cell, Curve, Group, Problem } from '../src/problem.ts'
import { type Random, randomOf } from './random.ts'

/** Few cells, few units, figures from short lists: small enough to try every split, and full of ties and exact fits. */
export function smallProblem(seed: number): Problem {
  const random = randomOf(seed)
  const unitMinor = random.pick([1, 1, 1, 2, 7])
  const units = random.whole(0, 9)
  const groups = groupsOf(random, unitMinor, random.whole(0, 4))
  const cells = Array.from({ length: random.whole(0, 4) }, (_, i) => cellOf(random, unitMinor, groups, i))
  return {
    totalMinor: units * unitMinor + (unitMinor > 1 ? random.whole(0, unitMinor - 1) : 0),
    unitMinor,
    reserve: {
      hurdle: random.pick([0, 0.5, 1, 1.5, 30]),
      maxMinor: random.pick([null, null, null, null, 0, 3 * unitMinor, 5]),
    },
    groups,
    cells,
  }
}

function groupsOf(random: Random, unit: number, count: number): Group[] {
  const groups: Group[] = []
  for (let i = 0; i < count; i++) {
    const parent = random.whole(-1, i - 1)
    groups.push({
      id: `${random.pick(['g', 'h', 'é', '__proto__'])}${i}`,
      parentId: groups[parent]?.id ?? null,
      minMinor: random.pick([0, 0, 0, 0, 0, 1, 2, 4]) * random.pick([unit, unit, 1]),
      maxMinor: random.pick([null, 2 * unit, 4 * unit, 5 * unit + 1, 6 * unit]),
    })
  }
  return groups
}

function cellOf(random: Random, unit: number, groups: readonly Group[], i: number): Cell {
  const minMinor = random.pick([0, 0, 0, 0, 1, 2]) * random.pick([unit, unit, 1])
  return {
    id: `${random.pick(['a', 'b', 'c', 'B', '10', '9'])}${i}`,
    groupId: groups[random.whole(-1, groups.length - 1)]?.id ?? null,
    minMinor,
    maxMinor: random.pick([random.pick([0, minMinor]), minMinor + unit, 3 * unit, 4 * unit + 1, 5 * unit, 6 * unit]),
    valueMinor: random.pick([0, 10, 20, 20, 31]),
    headroom: random.pick([null, null, 0, 0.4, 1, 1.25, 3]),
    curve: curveOf(random, unit),
  }
}

function curveOf(random: Random, unit: number): Curve {
  const ceiling = random.pick([0, 1, 1, 2.5])
  const scaleMinor = random.pick([0.5, 1, 1, 3]) * unit
  const kind = random.pick<Curve['kind']>(['hill', 'hill', 'hill', 'hill', 'hill', 'hill', 'hill', ...CURVES])
  return curve(kind, ceiling, scaleMinor, random)
}

export const CURVES = ['hill', 'logarithmic', 'power', 'exponential', 'piecewise', 'sShaped'] as const

/** A curve of the kind with about this ceiling, reached on about this scale. */
export function curve(kind: Curve['kind'], ceiling: number, scaleMinor: number, random: Random): Curve {
  switch (kind) {
    case 'hill':
      return { kind, ceiling, halfSpendMinor: scaleMinor }
    case 'logarithmic':
      return { kind, factor: ceiling, scaleMinor }
    case 'power':
      return {
        kind,
        bookingsAtReference: ceiling,
        referenceMinor: scaleMinor,
        exponent: random.pick([0.3, 0.5, 0.9, 1]),
      }
    case 'exponential':
      return { kind, ceiling, scaleMinor }
    case 'piecewise':
      return { kind, points: pointsOf(ceiling, scaleMinor, random) }
    case 'sShaped':
      return { kind, ceiling, halfSpendMinor: scaleMinor, exponent: random.pick([1.2, 2, 3]) }
  }
}

/** Rising, and not always concave. */
function pointsOf(ceiling: number, scaleMinor: number, random: Random) {
  let [spendMinor, bookings] = [0, 0]
  return Array.from({ length: random.whole(1, 5) }, () => {
    spendMinor += Math.ceil(scaleMinor * random.pick([0.5, 1, 2]))
    bookings += ceiling * random.pick([0, 0.1, 0.25, 0.5])
    return { spendMinor, bookings }
  })
}
