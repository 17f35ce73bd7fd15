import type { Event } from '@sluice/contracts'
import { clinicId, configurePool } from '@sluice/test-kit/configured-pool'
import { makeOrganization } from '@sluice/test-kit/makers'
import { keepBreaking } from '../chaos.ts'
import { compareWithTables } from '../check.ts'
import { type Cluster, startCluster } from '../cluster.ts'
import { inBatches, makeEvents } from '../events.ts'
import { gateText, recommendationText, settledPlan } from '../plans.ts'
import { type Outcome, type Program, type RunOptions, timeLeft } from '../program.ts'
import { Random } from '../random.ts'
import { type AckLog, newAckLog, sendAll } from '../sender.ts'

const CLINICS = [0, 1, 2].map(clinicId) as [string, ...string[]]

/**
 * R1 with so many events of each organization, each sent three times. A run: two organizations post the same events
 * while processes are killed and connections cut. One has its pool from the beginning; the other is configured when the
 * faults are over, and so has one plan, as has a third, which got the same events in order and without a fault: those
 * two plans must be equal to the byte.
 */
export const storedOnce = (count: number): Program => ({
  goal: 'R1: acknowledged = stored = applied once; the final plan is that of a clean run',
  async run({ seed, runs = 3, minutes, say }: RunOptions): Promise<Outcome> {
    const hasTime = timeLeft(minutes)
    const cluster = await startCluster({ redis: true })
    const total = { runs: 0, acknowledged: 0, stored: 0, repeatedRequests: 0 }
    const faults: Record<string, number> = {}
    const broken: string[] = []
    try {
      for (let run = 0; run < runs && hasTime(); run += 1) {
        const result = await runOnce(cluster, { count, seed: seed + run, faults })
        total.runs += 1
        total.acknowledged += result.acknowledged
        total.stored += result.stored
        total.repeatedRequests += result.repeated
        broken.push(...result.broken.map((what) => `seed ${seed + run}: ${what}`))
        say(
          `run ${run}, seed ${seed + run}: ${result.acknowledged} acknowledged, ${result.stored} stored, ${result.broken.length} broken`,
        )
      }
      broken.push(
        ...[cluster.ingest, cluster.worker].flatMap((service) => [
          ...(service?.exits ?? []),
          ...(service?.uncaught() ?? []),
        ]),
      )
    } finally {
      await cluster.stop()
    }
    const named = Object.fromEntries(Object.entries(faults).map(([fault, count]) => [`fault: ${fault}`, count]))
    return { counts: { ...total, ...named, queue: cluster.redis ? 'Redis' : 'PostgreSQL' }, broken }
  },
})

interface RunResult {
  acknowledged: number
  stored: number
  repeated: number
  broken: string[]
}

interface Run {
  count: number
  seed: number
  faults: Record<string, number>
}

async function runOnce(cluster: Cluster, { count, seed, faults }: Run): Promise<RunResult> {
  const random = new Random(seed)
  const { admin, postgres } = cluster
  const [live, late, clean] = [`live-${seed}`, `late-${seed}`, `clean-${seed}`] as const
  const events = makeEvents(random, { count, prefix: `e${seed}`, clinics: CLINICS })
  await configurePool(postgres, { orgId: live, clinics: CLINICS.length })
  await makeOrganization(postgres.adminUrl, late)
  const logs = { [live]: newAckLog(), [late]: newAckLog() }
  const keys = { [live]: await cluster.makeKey(live), [late]: await cluster.makeKey(late) }

  const chaos = keepBreaking(cluster, new Random(seed + 1_000_003), faults)
  const sendBoth = (batches: () => ReturnType<typeof inBatches>) =>
    Promise.all(
      [live, late].map((org) =>
        sendAll({ url: cluster.ingest.url, key: keys[org] ?? '' }, batches(), logs[org] ?? newAckLog()),
      ),
    )
  await sendBoth(() => inBatches(random, events))
  // Everything twice more, in no order, batched otherwise.
  await sendBoth(() => inBatches(random, random.shuffled([...events, ...events])))
  await chaos.stop()

  const compared = [
    await compareWithTables(admin, live, logs[live] ?? newAckLog(), 1),
    await compareWithTables(admin, late, logs[late] ?? newAckLog(), 0),
  ]
  const broken = compared.flatMap((result) => result.broken)
  await makeOrganization(postgres.adminUrl, clean)
  const target = { url: cluster.ingest.url, key: await cluster.makeKey(clean) }
  await sendAll(target, inOrder(events), newAckLog(), 1)
  for (const orgId of [late, clean]) await configurePool(postgres, { orgId, clinics: CLINICS.length })
  const plans = {
    live: await settledPlan(admin, live),
    late: await settledPlan(admin, late),
    clean: await settledPlan(admin, clean),
  }
  if (recommendationText(plans.late) !== recommendationText(plans.clean))
    broken.push('the final plan is not that of a clean run')
  if (gateText(plans.live) !== gateText(plans.clean)) broken.push('gates or room are not those of a clean run')
  const acknowledged = Object.values(logs).reduce(
    (sum, { accepted, duplicate }) => sum + new Set([...accepted.keys(), ...duplicate.keys()]).size,
    0,
  )
  return {
    acknowledged,
    stored: compared.reduce((sum, { stored }) => sum + stored, 0),
    repeated: Object.values(logs).reduce((sum, log) => sum + repeatsOf(log), 0),
    broken,
  }
}

function inOrder(events: readonly Event[]): Event[][] {
  return Array.from({ length: Math.ceil(events.length / 500) }, (_, part) => events.slice(part * 500, part * 500 + 500))
}

function repeatsOf({ retries }: AckLog): number {
  return Object.values(retries).reduce((sum, count) => sum + count, 0)
}
