import type { FigureValue } from '../src/input.ts'
import type { Random } from './random.ts'

/** A clinic of the simulation: what is really so, which Sluice only hears of through noise and silence. */
export interface Clinic {
  id: string
  /** Visits for new patients in two weeks. */
  capacity: number
  /** People booked and not yet seen, however far out. */
  queue: number
  /** Bookings a day without advertising. */
  organicPerDay: number
  /** Real yield against the prior of its service line. */
  yieldFactor: number
  isAccepting: boolean
  /** Days of silence left; 0: its source reports. */
  silentDays: number
  /** Some systems know the books, some only how long people wait. */
  reports: 'both' | 'slots' | 'wait'
}

export function makeClinic(id: string, index: number, random: Random): Clinic {
  const capacity = random.between(40, 110)
  return {
    id,
    capacity,
    queue: capacity * 0.25,
    organicPerDay: (capacity / 14) * (0.45 + 0.04 * (index % 5)),
    yieldFactor: 0.6 + random.next(),
    isAccepting: true,
    silentDays: 0,
    reports: (['both', 'slots', 'wait'] as const)[index % 3] ?? 'both',
  }
}

/**
 * A day passes: people book, and are seen five days later on average where there is room, else when there is. Returns the
 * share of the day's visits that were taken.
 */
export function live(clinic: Clinic, paidBookings: number, random: Random): number {
  const demand = clinic.isAccepting ? clinic.organicPerDay * (1 + 0.15 * random.noise()) + paidBookings : 0
  const perDay = clinic.capacity / 14
  const seen = Math.min(clinic.queue / 5, perDay)
  clinic.queue = Math.max(0, clinic.queue - seen + demand)
  // Somebody joins or leaves once in a long while, and the books look different the next morning.
  if (random.chance(0.012)) clinic.capacity = Math.max(20, Math.round(clinic.capacity * (0.5 + random.next())))
  // A waiting list of months sends people elsewhere.
  clinic.queue = Math.min(clinic.queue, clinic.capacity * 3)
  return seen / perDay
}

/** The report of the clinic's system at this moment, with the noise of counting. */
export function report(clinic: Clinic, random: Random): FigureValue[] {
  const total = clinic.capacity
  const booked = Math.max(0, Math.min(total, Math.round(clinic.queue + 1.5 * random.noise())))
  const days = Math.max(0, Math.round((clinic.queue / clinic.capacity) * 14 + random.noise()))
  const slots: FigureValue = { figure: 'slots', horizonDays: 14, total, booked }
  const wait: FigureValue = { figure: 'wait', kind: 'third_next_available', days }
  return clinic.reports === 'both' ? [slots, wait] : clinic.reports === 'slots' ? [slots] : [wait]
}
