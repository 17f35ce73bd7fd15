import {
  type Database,
  deleteEventKeys,
  deleteOldActuals,
  deleteOldAlerts,
  deleteOldBudgets,
  deleteOldDeliveries,
  deleteOldEffectivePlans,
  deleteOldExportedBudgets,
  deleteOldGateChanges,
  deleteOldPlaceDays,
  deleteOldPlans,
  deleteOldSignedMessages,
  deleteOldWebhookEvents,
  deleteSurplusSources,
  deleteUnusedState,
  dropEventPartitions,
  ensureEventPartitions,
  listOrganizationIds,
  listOrganizationsWithPools,
  withOrganization,
} from '@sluice/database'
import { firstDayOfActuals } from '@sluice/recompute'

/** Partitions of the log are made this far ahead, and dropped when all in them is older than this. */
const monthsAhead = 3
const eventDays = 400
const DAY_MS = 86_400_000
/** Minutes of deliveries are kept for a week and the day it began on. */
const deliveryDays = 8
/** Alerts that are over are kept as long as the events that made them. */
const alertDays = eventDays
/** A sender that gets no answer tries again for a day or so; its signature holds for minutes. */
const signedMessageDays = 2
/** What was sent, and what became of it: long enough to replay what a receiver lost over a holiday. */
const webhookDays = 30

export interface RetentionCounts {
  plans: number
  budgets: number
  webhooks: number
  gates: number
  days: number
  /** Rows of the state of places that no cell has. */
  unused: number
  /** Rows of sources that no plan counts. */
  surplus: number
  /** Days of places of which spend and bookings were reported. */
  actuals: number
  partitions: number
}

/** Told of a step that failed; the others are done all the same. */
export type OnStepFailed = (step: string, error: unknown) => void

export interface RetentionSettings {
  /** For deleteUnusedState: days without a report. */
  unusedStateDays: number
  /** Days for which reports of spend and bookings are kept, whatever counts them. */
  actualsDays: number
  onFailed: OnStepFailed
}

/** Makes the log's partitions of the months to come, and puts right what came before its partition. */
export function makePartitionsAhead(db: Database): Promise<void> {
  return ensureEventPartitions(db, monthsAhead)
}

/**
 * The keys go first, and for all organizations: without its events no key is found any more. Both by one day, taken
 * once: otherwise, at midnight, a month would go whose keys were left. Where the keys of one organization cannot be
 * deleted those of the others are, and the months wait.
 */
async function dropOldEvents(db: Database): Promise<number> {
  const before = dayOf(Date.now() - eventDays * DAY_MS)
  const keysOf = (orgId: string) => deleteEventKeys(db, orgId, { before })
  const failures: unknown[] = []
  for (const orgId of await listOrganizationIds(db)) await keysOf(orgId).catch((error) => failures.push(error))
  if (failures.length > 0) throw new AggregateError(failures, 'keys of events could not be deleted')
  return dropEventPartitions(db, before)
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

async function dropOldActuals(db: Database, orgId: string, days: number): Promise<number> {
  const today = dayOf(Date.now())
  const before = await withOrganization(
    db,
    { role: 'sluice_worker', orgId },
    (trx) => firstDayOfActuals(trx, orgId, { today, days }),
    { readOnly: true },
  )
  return deleteOldActuals(db, orgId, { before })
}

/**
 * Makes partitions ahead and removes what is no longer kept. Any number of workers may do it, at once too: all of it is
 * work that is there or is not, and no part of it waits for another to succeed.
 * @throws when not even the organizations can be listed.
 */
export async function retain(db: Database, settings: RetentionSettings): Promise<RetentionCounts> {
  const { unusedStateDays, actualsDays, onFailed } = settings
  const attempt = async (step: string, work: () => Promise<number>) => {
    try {
      return await work()
    } catch (error) {
      onFailed(step, error)
      return 0
    }
  }
  await attempt('partitions ahead', async () => {
    await makePartitionsAhead(db)
    return 0
  })
  const partitions = await attempt('old partitions', () => dropOldEvents(db))
  const counts: RetentionCounts = {
    plans: 0,
    budgets: 0,
    webhooks: 0,
    gates: 0,
    days: 0,
    unused: 0,
    surplus: 0,
    actuals: 0,
    partitions,
  }
  for (const orgId of await listOrganizationsWithPools(db)) {
    counts.plans += await attempt('old plans', () => deleteOldPlans(db, orgId))
    await attempt('old numbers in force', () => deleteOldEffectivePlans(db, orgId))
    counts.budgets += await attempt('old budgets', () => deleteOldBudgets(db, orgId))
    counts.webhooks += await attempt('old webhooks', () => deleteOldWebhookEvents(db, orgId, { days: webhookDays }))
    counts.gates += await attempt('old gates', () => deleteOldGateChanges(db, orgId))
    counts.days += await attempt('old days of places', () => deleteOldPlaceDays(db, orgId))
    counts.budgets += await attempt('old exported budgets', () => deleteOldExportedBudgets(db, orgId))
  }
  for (const orgId of await listOrganizationIds(db)) {
    counts.unused += await attempt('unused state', () => deleteUnusedState(db, orgId, { silentDays: unusedStateDays }))
    counts.surplus += await attempt('surplus sources', () => deleteSurplusSources(db, orgId))
    counts.actuals += await attempt('old actuals', () => dropOldActuals(db, orgId, actualsDays))
    await attempt('old deliveries', () => deleteOldDeliveries(db, orgId, { days: deliveryDays }))
    await attempt('old alerts', () => deleteOldAlerts(db, orgId, { days: alertDays }))
    await attempt('old signed messages', () => deleteOldSignedMessages(db, orgId, { days: signedMessageDays }))
  }
  return counts
}
