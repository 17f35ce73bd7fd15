// What others wait for while heavy bodies are read: a health check and a single event every 20 ms, first alone, then
// beside two spreadsheets of 10,000 rows, then beside four FHIR Bundles of 2.7 MB; and how long a spreadsheet of 500
// rows takes, alone and beside eight such Bundles of another organization. The service is a process of its own, this
// one its client.
import { setTimeout as wait } from 'node:timers/promises'
import { createApiKey, createOrganization } from '@sluice/auth'
import { putMapping } from '@sluice/configuration'
import { mapping as mappingSchema } from '@sluice/contracts'
import { eventText } from './events.ts'
import { describeMachine, type Installation, LOCATIONS, withInstallation } from './installation.ts'
import { startChild } from './messages.ts'
import type { ServerUse } from './server.ts'

const EVERY_MS = 20
const SLOTS = 14_500
const out = (line: string) => void process.stdout.write(`${line}\n`)
const now = new Date(Date.now() - 60_000).toISOString()

interface Service {
  address: string
  key: string
}

await withInstallation(async (installation) => {
  out(await describeMachine(installation))
  const neighbourKey = await addNeighbour(installation)
  for (const orgId of ['bench', 'neighbour']) await configureMapping(installation, orgId)
  const server = await startChild('./server.ts', { url: installation.url, grouping: {} })
  const { address } = await server.ask<ServerUse>('use')
  const service = { address, key: installation.key }
  await send(service, 'application/fhir+json', bundle(100, 0))
  await report(service, 'alone', () => wait(3_000))
  await report(service, 'beside two spreadsheets of 10,000 rows', () =>
    Promise.all([1, 2].map((number) => send(service, 'text/csv', spreadsheet(number)))),
  )
  const body = bundle(SLOTS, 1)
  await report(service, `beside four Bundles of ${(body.length / 1e6).toFixed(1)} MB`, () =>
    Promise.all([1, 2, 3, 4].map((number) => send(service, 'application/fhir+json', bundle(SLOTS, number)))),
  )
  const small = () => send(service, 'text/csv', spreadsheet(3, 500))
  out(`a spreadsheet of 500 rows: ${await secondsOf(small)} s alone`)
  const neighbour = { address, key: neighbourKey }
  const heavy = Array.from({ length: 8 }, (_, number) =>
    send(neighbour, 'application/fhir+json', bundle(SLOTS, number)),
  )
  await wait(300)
  out(`  ${await secondsOf(small)} s beside eight Bundles of another organization`)
  out(`  which took ${await secondsOf(() => Promise.all(heavy))} s more`)
  await server.stop()
})

async function addNeighbour({ admin }: Installation): Promise<string> {
  await createOrganization(admin, { id: 'neighbour', name: 'Neighbour', timeZone: 'UTC' })
  const unlimited = { requestsPerMinute: 0, requestsPerDay: 0 }
  const key = { orgId: 'neighbour', name: 'neighbour', scopes: ['events:write' as const], ...unlimited }
  return (await createApiKey(admin, key)).token
}

async function secondsOf(work: () => Promise<unknown>): Promise<string> {
  const began = performance.now()
  await work()
  return ((performance.now() - began) / 1_000).toFixed(2)
}

async function configureMapping({ admin }: Installation, orgId: string): Promise<void> {
  const locations = Array.from({ length: LOCATIONS }, (_, n) => ({ fhirId: `${n}`, locationId: `l${n}` }))
  const body = mappingSchema.parse({ locations, uncodedServiceLine: 'a', untypedSlots: 'new' })
  await putMapping(admin, orgId, 'default', body, { actor: 'bench' })
}

function spreadsheet(number: number, length = 10_000): string {
  const row = (n: number) => `l${n % LOCATIONS},a,${now},${n % 60},${n % 9}`
  const rows = Array.from({ length }, (_, n) => row(n + number * 7))
  return ['location_id,service_line,observed_at,new_patient_slots_open,waitlist_size', ...rows].join('\n')
}

function bundle(slots: number, number: number): string {
  const schedules = Array.from({ length: LOCATIONS }, (_, n) => ({
    ...{ resourceType: 'Schedule', id: `s${n}`, actor: [{ reference: `Location/${n}` }] },
  }))
  const start = (n: number) => new Date(Date.now() + (1 + n / 2_000) * 86_400_000).toISOString()
  const resources = Array.from({ length: slots }, (_, n) => ({
    ...{ resourceType: 'Slot', id: `${number}-${n}`, schedule: { reference: `Schedule/s${n % LOCATIONS}` } },
    ...{ status: n % 3 === 0 ? 'busy' : 'free', start: start(n), end: start(n + 20) },
  }))
  const entry = [...schedules, ...resources].map((resource) => ({ resource }))
  return JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry })
}

async function send({ address, key }: Service, type: string, body: string): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': type }
  const answer = await fetch(`${address}/v1/events`, { method: 'POST', headers, body })
  if (!answer.ok) throw new Error(`${type} was answered ${answer.status} ${await answer.text()}`)
  await answer.text()
}

async function report(service: Service, name: string, work: () => Promise<unknown>): Promise<void> {
  const began = performance.now()
  const seconds = () => ((performance.now() - began) / 1_000).toFixed(1)
  const ended = work().then(() => seconds())
  let isRunning = true
  const stop = ended.finally(() => {
    isRunning = false
  })
  const waits = { health: [] as number[], event: [] as number[] }
  const asked: Promise<void>[] = []
  for (let number = 0; isRunning; number += 1) {
    const id = `${name.length}-${number}`
    asked.push(timed(waits.health, () => fetch(`${service.address}/healthz`).then((answer) => answer.text())))
    asked.push(
      timed(waits.event, () =>
        send(service, 'application/cloudevents+json', eventText(id, number, new Date().toISOString())),
      ),
    )
    await Promise.race([wait(EVERY_MS), stop])
  }
  await Promise.all(asked)
  out(`${name}: ${await ended} s`)
  for (const [what, ms] of Object.entries(waits)) out(`  ${what.padEnd(8)} ${summary(ms)}`)
}

async function timed(into: number[], work: () => Promise<unknown>): Promise<void> {
  const began = performance.now()
  await work()
  into.push(performance.now() - began)
}

function summary(ms: number[]): string {
  const sorted = ms.toSorted((one, other) => one - other)
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0)
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms (${sorted.length})`
}
