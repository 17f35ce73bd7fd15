import { type PeriodSettings, periodBefore, periodOn } from '@sluice/contracts'
import { type DatabaseTransaction, listPeriods } from '@sluice/database'
import { addDays } from './calendar.ts'
import { toPeriods } from './to-input.ts'

/** Plans are kept, and can be replayed, this long. */
const PLAN_DAYS = 400

export interface ActualsKept {
  /** The day it is, in UTC. */
  today: string
  /** Days for which reports are kept whatever counts them. */
  days: number
}

/**
 * The first day whose reports of spend and bookings are kept: `days` back, and never after the first day that the money
 * of a plan of the last 400 days counts, however long the periods of its pool are. Learning (90 days) and reports (400)
 * look back less far than the least that `days` may be.
 */
export async function firstDayOfActuals(trx: DatabaseTransaction, orgId: string, of: ActualsKept): Promise<string> {
  const periods = await listPeriods(trx, orgId, { archivedDays: PLAN_DAYS })
  return firstDayCounted(periods.map(toPeriods), of)
}

/** The same of these periods. */
export function firstDayCounted(periods: readonly PeriodSettings[], { today, days }: ActualsKept): string {
  const asked = addDays(today, -days)
  // A day more: somewhere it is still yesterday.
  const counted = periods.map((period) => firstDayOfMoney(period, addDays(today, -PLAN_DAYS - 1), asked))
  return [asked, ...counted].sort()[0] ?? asked
}

/**
 * The period before is counted for what it left. One that ended before `endedBefore`, the last of its pool, moves no
 * money any more.
 */
function firstDayOfMoney(period: PeriodSettings, date: string, endedBefore: string): string {
  const running = periodOn(period, date)
  if (running.end <= endedBefore) return endedBefore
  return (periodBefore(period, running) ?? running).start
}
