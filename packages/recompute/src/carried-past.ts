import {
  type DatabaseTransaction,
  listCellsReportedBetween,
  type PoolKey,
  type PoolSettings,
  readPlanInputSha256,
} from '@sluice/database'
import { localDayAt } from './calendar.ts'
import type { LoadedInput } from './load.ts'
import type { KnownPast } from './past.ts'

/**
 * A past that may be carried on by a caller that publishes nothing, with the plan it is counted from, which shows that
 * it lies in the past of the database it is carried on in. A caller that publishes knows more (see `believe` in
 * load.ts).
 */
export interface CarriedPast {
  past: KnownPast
  planNumber: number
  inputSha256: Buffer
}

/**
 * What of a reading may be carried on; null: nothing. It is counted from the plan that was the latest then: a database
 * that was set back and went another way since has another plan of that number, or none. What was reported after that
 * plan is read again. Other days, another configuration or later reports of what was applied than that plan's are not
 * carried on: nothing shows where they belong.
 */
export async function carryPast(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { loaded: { past, previous, days }, settings }: { loaded: LoadedInput; settings: PoolSettings },
): Promise<CarriedPast | null> {
  if (previous === null) return null
  const { number, plan } = previous
  const isOfPlan =
    plan.configVersion === settings.configVersion &&
    plan.policyVersion === settings.policyVersion &&
    past.appliedRevision <= plan.inputRevision &&
    [...days].every(([zone, { date }]) => localDayAt(plan.asOf, zone).date === date) &&
    localDayAt(plan.asOf, settings.timeZone).date === past.today
  const inputSha256 = isOfPlan ? await readPlanInputSha256(trx, { ...pool, number }) : undefined
  if (inputSha256 === undefined) return null
  const since = { after: plan.inputRevision, through: past.through }
  const alsoReported = await listCellsReportedBetween(trx, pool, since)
  return { past: { ...past, through: plan.inputRevision, alsoReported }, planNumber: number, inputSha256 }
}

/** The past that is carried on, if it lies in the past of this very database. */
export async function believePast(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { past, planNumber, inputSha256 }: CarriedPast,
): Promise<KnownPast | undefined> {
  const kept = await readPlanInputSha256(trx, { ...pool, number: planNumber })
  return kept?.equals(inputSha256) ? past : undefined
}
