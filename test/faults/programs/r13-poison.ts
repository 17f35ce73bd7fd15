import { setTimeout as wait } from 'node:timers/promises'
import { configurePool } from '@sluice/test-kit/configured-pool'
import { makeCapacityEvent } from '@sluice/test-kit/makers'
import { startCluster } from '../cluster.ts'
import type { Outcome, Program, RunOptions } from '../program.ts'
import type { Target } from '../sender.ts'

/** Texts that stand for an event in a batch, each made of a good one and wrong in its own way. */
const poisons: Record<string, (good: string) => string> = {
  'U+0000 in an id': (good) => good.replace('"smyrna-x"', '"\\u0000"'),
  'lone surrogate in an id': (good) => good.replace('"smyrna-x"', '"\\ud800"'),
  'infinity as a time': (good) => good.replace(/"time":"[^"]+"/, '"time":"infinity"'),
  'the year 292278': (good) => good.replace(/"time":"[^"]+"/, '"time":"292278-01-01T00:00:00Z"'),
  '1e999': (good) => good.replace('"newPatientSlotsOpen":7', '"newPatientSlotsOpen":1e999'),
  'beyond 2^53': (good) => good.replace('"newPatientSlotsOpen":7', '"newPatientSlotsOpen":9007199254740993'),
  'a hundred thousand levels': (good) =>
    good.replace('"newPatientSlotsOpen":7', `"newPatientSlotsOpen":${'['.repeat(100_000)}${']'.repeat(100_000)}`),
  'a member twice': (good) =>
    good.replace('"newPatientSlotsOpen":7', '"newPatientSlotsOpen":7,"newPatientSlotsOpen":8'),
  'an unknown member': (good) => good.replace('"newPatientSlotsOpen":7', '"newPatientSlotsOpen":7,"patient":"x"'),
  'no object': () => '7',
}
const GOOD = 999

/** R13. Each kind of poison alone, and among 999 good events, in several requests at once so that they share commits. */
export const poison: Program = {
  goal: 'R13: one malformed event among 1,000: 999 stored, 1 refused; alone: 4xx, never 5xx',
  async run({ seed, runs = 1 }: RunOptions): Promise<Outcome> {
    const cluster = await startCluster({ worker: false })
    const counts = { kinds: Object.keys(poisons).length, batches: 0, stored: 0, refused: 0 }
    const broken: string[] = []
    try {
      const { orgId } = await configurePool(cluster.postgres, { orgId: 'poison' })
      const target = { url: cluster.ingest.url, key: await cluster.makeKey(orgId) }
      for (let run = 0; run < runs; run += 1) {
        const results = await Promise.all(
          Object.entries(poisons).map(async ([kind, spoil], index) => ({
            kind,
            ...(await oneKind(target, `${seed}-${run}-${index}`, spoil)),
          })),
        )
        for (const { kind, accepted, refused, alone } of results) {
          counts.batches += 1
          counts.stored += accepted
          counts.refused += refused
          if (accepted !== GOOD || refused !== 1) broken.push(`${kind}: ${accepted} stored, ${refused} refused`)
          if (alone < 400 || alone >= 500) broken.push(`${kind} alone: ${alone}`)
        }
      }
      const logged = await cluster.admin
        .selectFrom('events')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('org_id', '=', orgId)
        .executeTakeFirstOrThrow()
      if (logged.count !== counts.stored) broken.push(`${logged.count} in the log`)
      return { counts, broken: [...broken, ...cluster.ingest.exits] }
    } finally {
      await cluster.stop()
    }
  },
}

async function oneKind(target: Target, name: string, spoil: (good: string) => string) {
  const texts = Array.from({ length: GOOD }, (_, number) =>
    JSON.stringify(makeCapacityEvent({ id: `${name}-${number}`, data: { locationId: 'clinic-0' } })),
  )
  const bad = spoil(JSON.stringify(makeCapacityEvent({ data: { locationId: 'smyrna-x', newPatientSlotsOpen: 7 } })))
  texts.splice(500, 0, bad)
  const { text } = await send(target, 'application/cloudevents-batch+json', `[${texts.join()}]`)
  const { accepted = -1, refused = -1 } = JSON.parse(text)
  return { accepted, refused, alone: (await send(target, 'application/cloudevents+json', bad)).status }
}

async function send({ url, key }: Target, mediaType: string, body: string): Promise<{ status: number; text: string }> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': mediaType }
  // 503 is no verdict: where the machine is busy a request may be asked to come again.
  for (;;) {
    const response = await fetch(`${url}/v1/events`, { method: 'POST', headers, body })
    const text = await response.text()
    if (response.status !== 503) return { status: response.status, text }
    await wait(100)
  }
}
