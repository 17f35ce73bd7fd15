import type { Cell, Curve, Group, Problem } from '../src/problem.ts'
import { type Random, randomOf } from './random.ts'
import { curve } from './small-problems.ts'

/** What a large seeded problem looks like. `depth` 1 is cells on the pool alone. */
export interface Shape {
  cells: number
  depth: number
  curve?: Curve['kind']
  seed?: number
}

/**
 * A pool as a customer might have it: $300 a day per cell, half of the cells with a capacity ceiling, and at each level
 * below the pool groups of about ten children, a third with a maximum that binds and a tenth with a minimum that does.
 */
export function largeProblem({ cells: count, depth, curve: kind = 'hill', seed = 1 }: Shape): Problem {
  const random = randomOf(seed)
  const groups = levels(random, count, depth)
  const lowest = groups.at(-1) ?? []
  const cells = Array.from({ length: count }, (_, i) =>
    cellOf(random, i, lowest[Math.floor((i * lowest.length) / count)]?.id ?? null, kind),
  )
  return {
    totalMinor: count * 30_000,
    unitMinor: 1,
    reserve: { hurdle: 1, maxMinor: null },
    groups: groups.flat(),
    cells,
  }
}

function levels(random: Random, count: number, depth: number): Group[][] {
  const groups: Group[][] = []
  for (let level = 1; level < depth; level++) {
    const width = Math.max(1, Math.round(count ** (level / depth)))
    const above = groups.at(-1) ?? []
    groups.push(
      Array.from({ length: width }, (_, i) => ({
        id: `level-${level}-${i}`,
        parentId: above[Math.floor((i * above.length) / width)]?.id ?? null,
        ...boundsOf(random, count / width),
      })),
    )
  }
  return groups
}

/** Minimums stay below what the cells can take and, summed, below the total. */
function boundsOf(random: Random, cells: number): { minMinor: number; maxMinor: number | null } {
  const kind = random.next()
  if (kind < 0.33) return { minMinor: 0, maxMinor: Math.floor(cells * (8_000 + 20_000 * random.next())) }
  if (kind < 0.43) return { minMinor: Math.floor(cells * 15_000), maxMinor: null }
  return { minMinor: 0, maxMinor: null }
}

function cellOf(random: Random, i: number, groupId: string | null, kind: Curve['kind']): Cell {
  const ceiling = 1 + 9 * random.next()
  return {
    id: `clinic-${String(i).padStart(7, '0')}`,
    groupId,
    minMinor: random.next() < 0.5 ? 0 : random.whole(100, 3_000),
    maxMinor: random.whole(40_000, 120_000),
    valueMinor: random.whole(10_000, 60_000),
    headroom: random.next() < 0.5 ? null : ceiling * (0.2 + 0.7 * random.next()),
    curve: curve(kind, ceiling, 10_000 + 60_000 * random.next(), random),
  }
}
