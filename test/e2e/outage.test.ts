import { randomUUID } from 'node:crypto'
import { connect } from '@sluice/database'
import { eventually, type Service, test } from '@sluice/test-kit'
import { expect } from 'vitest'
import { type Keys, type Origins, statusOf } from './api.ts'
import { startSeparately } from './installation.ts'
import { configure, gateOf, planThat } from './walk-through.ts'

const patient = { timeoutMs: 30_000 }

test('PostgreSQL killed twice under load: every service outlives it, every accepted event is in the log once', async ({
  ownPostgres,
  service,
}) => {
  const { origins, keys, services, stop } = await startSeparately(service, ownPostgres, { setUp: 'quickly' })
  const ended: string[] = []
  for (const { exited } of services) void exited.then((how) => ended.push(how))
  await configure(origins, keys)

  const sender = keepPosting(origins, keys)
  for (let crash = 0; crash < 2; crash++) {
    const before = sender.accepted.length
    await eventually(
      () => sender.accepted.length,
      (count) => count > before + 20,
      patient,
    )
    await ownPostgres.kill('SIGQUIT')
    await everyone(services, '/readyz', 503)
    await everyone(services, '/healthz', 200)
    await ownPostgres.restart()
    await everyone(services, '/readyz', 200)
  }
  await sender.stop()
  await eventually(
    () => postOpen(origins, keys, 0),
    ({ status }) => status === 202,
    patient,
  )

  await planThat(origins, keys, (plan) => gateOf(plan, 'smyrna') === 'gated')
  expect(await timesInLog(ownPostgres.adminUrl, sender.accepted)).toEqual(new Set([1]))
  expect(ended).toEqual([])
  await stop()
  expect(ended).toEqual(Array(4).fill('exit code 0'))
})

/** Posts one event after the other, whatever comes back; `accepted` are the ids of those that were answered 202. */
function keepPosting(origins: Origins, keys: Keys) {
  const accepted: string[] = []
  let isOn = true
  const post = async () => {
    while (isOn) {
      const { id, status } = await postOpen(origins, keys, 12)
      if (status === 202) accepted.push(id)
    }
  }
  const running = Promise.all([post(), post()])
  const stop = async () => {
    isOn = false
    await running
  }
  return { accepted, stop }
}

async function postOpen({ ingest }: Origins, keys: Keys, newPatientSlotsOpen: number) {
  const id = randomUUID()
  const data = { locationId: 'smyrna', serviceLine: 'orthodontics', horizonDays: 14, newPatientSlotsOpen }
  const attributes = { specversion: '1.0', id, source: 'urn:example:scheduling', type: 'sluice.capacity.observed.v1' }
  const event = { ...attributes, time: new Date().toISOString(), data }
  const headers = { 'content-type': 'application/cloudevents+json' }
  const status = await statusOf('POST', `${ingest}/v1/events`, keys.ingest, event, headers)
  return { id, status }
}

async function everyone(services: readonly Service[], path: string, wanted: number): Promise<void> {
  await eventually(
    () => Promise.all(services.map(async ({ url }) => (await fetch(`${url}${path}`)).status)),
    (statuses) => statuses.every((status) => status === wanted),
    patient,
  )
}

/** How often these events are in the log: each of them, as a set. */
async function timesInLog(url: string, ids: readonly string[]): Promise<Set<number>> {
  const db = connect({ url, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  try {
    const logged = await db.selectFrom('events').select('event_id').execute()
    const times = Map.groupBy(logged, (row) => row.event_id)
    return new Set(ids.map((id) => times.get(id)?.length ?? 0))
  } finally {
    await db.destroy()
  }
}
