import type { Cell, PlanningInput } from '../src/input.ts'
import { heard, makeCell, makeGroup, makeInput, makeLine, makePlace, slots, wait } from './make-input.ts'
import { type Random, seededRandom } from './random.ts'

/** A pool as large organizations have them: regions in divisions, most clinics open, some full, some late. */
export function largeInput(seed: number, size: number): PlanningInput {
  const random = seededRandom(seed)
  const divisions = Array.from({ length: 5 }, (_, i) => makeGroup(`d${i}`))
  const regions = Array.from({ length: 50 }, (_, i) =>
    makeGroup(`r${i}`, { parentId: `d${i % 5}`, maxDailyBudgetMinor: i % 7 === 0 ? Math.ceil(size * 70) : null }),
  )
  const cells = Array.from({ length: size }, (_, i) => largeCell(random, i))
  const places = cells.map((cell) => {
    const capacity = random.between(20, 200)
    const booked = Math.min(capacity, Math.round(capacity * (0.5 + 0.45 * random.next())))
    return makePlace(cell.locationId, [
      heard(random.pick([1, 5, 20, 20, 60]), slots(capacity, booked), wait(random.between(1, 26))),
    ])
  })
  const baseline = cells.reduce((sum, cell) => sum + cell.baselineDailyBudgetMinor, 0)
  return makeInput(cells, {
    groups: [...divisions, ...regions],
    places,
    serviceLines: [makeLine()],
    dailyMinor: baseline,
  })
}

function largeCell(random: Random, index: number): Cell {
  const baseline = random.between(500, 20_000)
  const moved = Math.round(baseline * (0.5 + random.next()))
  return makeCell(`c${index}`, {
    groupId: `r${index % 50}`,
    baselineDailyBudgetMinor: baseline,
    reference: { dailyBudgetMinor: moved, basis: 'published' },
    learned: { bookings: random.between(0, 30), spendMinor: random.between(0, 200_000), days: 28 },
  })
}
