import type { StoredObservation } from '@sluice/database'
import { type Cell, defaultPolicy, emptyGateMemory, type Place, type ServiceLine } from '@sluice/planning'
import type { GoldenLog, GoldenStep } from './golden-log.ts'

// Six clinics over nine days: one fills up and has room again, one waits too long and comes back after its dwell, one closes, one
// falls silent, one is divided by channel, one is locked. Two sources, a late report, a waiting list, groups that bind.

const cellOf = (id: string, changes: Partial<Cell> = {}): Cell => ({
  id,
  locationId: id,
  serviceLine: 'ortho',
  channel: null,
  groupId: 'north',
  baselineDailyBudgetMinor: 4_200,
  minDailyBudgetMinor: null,
  maxDailyBudgetMinor: null,
  lock: null,
  status: 'active',
  reference: { dailyBudgetMinor: 4_200, basis: 'baseline' },
  learned: { bookings: 0, spendMinor: 0, days: 0 },
  ...changes,
})

const cells: Cell[] = [
  cellOf('albany', { learned: { bookings: 31, spendMinor: 98_000, days: 24 } }),
  cellOf('boston', { groupId: 'south', maxDailyBudgetMinor: 6_000 }),
  cellOf('chicago', { groupId: 'south', learned: { bookings: 9, spendMinor: 90_000, days: 24 } }),
  cellOf('denver', { groupId: null, baselineDailyBudgetMinor: 2_500 }),
  cellOf('elpaso.search', { locationId: 'elpaso', channel: 'search', baselineDailyBudgetMinor: 3_000 }),
  cellOf('elpaso.social', { locationId: 'elpaso', channel: 'social', baselineDailyBudgetMinor: 1_500 }),
  cellOf('fresno', {
    lock: {
      kind: 'minimum',
      dailyBudgetMinor: 5_000,
      author: 'lead',
      reason: 'Opening',
      expiresAt: '2026-11-06T00:00:00.000Z',
    },
  }),
]

const serviceLine: ServiceLine = {
  id: 'ortho',
  name: 'Orthodontics',
  typicalWaitDays: 21,
  typicalWaitKind: 'third_next_available',
  lifetimeValueMinor: 100_000,
  marginShare: 0.42,
  upsellRate: 0.1,
  upsellValueMinor: 60_000,
  weight: 1,
  followUpVisitsPerCase: 6,
  priorCostPerBookingMinor: 4_000,
  priorKappa: 1.5,
}

const places: Place[] = [...new Set(cells.map(({ locationId }) => locationId))].map((locationId) => ({
  locationId,
  locationName: locationId,
  serviceLine: 'ortho',
  organicBookings: locationId === 'albany' ? 4 : 0,
  share: locationId === 'denver' ? 0.5 : 1,
  figures: [],
  gate: emptyGateMemory(),
}))

type Figures = StoredObservation['figures']

const heard = (day: number, locationId: string, figures: Figures, changes: Partial<StoredObservation> = {}) => ({
  locationId,
  serviceLine: 'ortho',
  source: '/pms',
  observedAt: `2026-11-0${day}T08:00:00.000000Z`,
  figures,
  ...changes,
})
const slots = (total: number, booked: number) => ({ figure: 'slots', value: { horizonDays: 14, total, booked } })
const wait = (days: number) => ({ figure: 'wait.third_next_available', value: { days } })
const accepting = (value: boolean) => ({
  figure: 'accepting',
  value: { accepting: value, reasonCode: value ? 'reopened' : 'staff_absence', wholeLocation: true },
})

const observations: StoredObservation[] = [
  heard(1, 'albany', [slots(60, 30), wait(4), { figure: 'waitlist', value: { size: 7 } }]),
  heard(1, 'boston', [slots(40, 34), wait(30)]),
  heard(1, 'chicago', [slots(80, 20), wait(6)]),
  heard(1, 'denver', [
    { figure: 'slots', value: { horizonDays: 14, open: 12 } },
    { figure: 'follow_up_slots', value: { horizonDays: 14, open: 30 } },
  ]),
  heard(1, 'elpaso', [slots(50, 30), wait(13)]),
  heard(2, 'fresno', [slots(30, 12)], { source: '/board' }),
  heard(3, 'albany', [slots(60, 60)]),
  heard(3, 'boston', [slots(40, 30), wait(9)]),
  heard(3, 'chicago', [accepting(false)], { serviceLine: '*' }),
  heard(4, 'boston', [slots(40, 28), wait(8)]),
  heard(4, 'elpaso', [slots(50, 42), wait(9)]),
  heard(5, 'albany', [slots(60, 36)]),
  heard(5, 'fresno', [slots(30, 20)]),
  heard(7, 'chicago', [accepting(true), slots(80, 30)], { serviceLine: '*' }),
  heard(7, 'boston', [slots(40, 20), wait(7)]),
  heard(8, 'elpaso', [slots(50, 25), wait(5)]),
]

const step = (day: number, spent: number, notYet: number[]): GoldenStep => ({
  asOf: `2026-11-0${day}T12:00:00.000Z`,
  day: {
    today: `2026-11-0${day}`,
    endsAt: `2026-11-0${day + 1}T05:00:00.000Z`,
    nextCellMidnightAt: `2026-11-0${day + 1}T05:00:00.000Z`,
  },
  amount: {
    periodStart: '2026-11-01',
    periodEnd: '2026-12-01',
    budgetMinor: 720_000,
    carriedOverMinor: 9_000,
    spentBeforeMinor: 0,
    spentOnCompleteDaysMinor: spent,
  },
  notYet,
})

const after = (count: number) => Array.from({ length: observations.length - count }, (_, i) => count + i)

/** The log and its moments; its plans are in clinics.json. */
export const clinics: Omit<GoldenLog, 'plans' | 'rulesVersion'> = {
  settings: {
    poolId: 'pool',
    policyVersion: 1,
    configVersion: 1,
    currency: 'USD',
    currencyExponent: 2,
    policy: { ...defaultPolicy, sources: [{ source: '/board', priority: 1, expectedIntervalHours: 48 }] },
    serviceLines: [serviceLine],
    groups: [
      { id: 'north', name: 'North', parentId: null, minDailyBudgetMinor: 3_000, maxDailyBudgetMinor: 12_500 },
      { id: 'south', name: 'South', parentId: null, minDailyBudgetMinor: 0, maxDailyBudgetMinor: null },
    ],
    places,
    cells,
  },
  observations,
  steps: [
    step(1, 0, after(5)),
    // Boston's second report is late: what came after it counts without it.
    step(4, 72_000, [7, ...after(11)]),
    step(5, 96_000, after(13)),
    step(8, 168_000, after(16)),
  ],
}
