import { type FeedHistory, getFeed, putFeed, putMapping } from '@sluice/configuration'
import { feed as feedSchema, mapping as mappingSchema } from '@sluice/contracts'
import { connect, type Database } from '@sluice/database'
import type { Delivered } from '@sluice/ingestion'
import { createOutbound } from '@sluice/outbound'
import { test as base, makeOrganization, type TestDatabase } from '@sluice/test-kit'
import { sql } from 'kysely'
import type { FeedLimits } from '../src/fetch-feed.ts'
import { createFeedPoller, type FeedPoller, type PollDeps } from '../src/index.ts'
import { openPublisher, type Publisher } from './publisher.ts'

const options = { actor: 'test' }

export interface Feeds {
  db: Database
  adminUrl: string
  publisher: Publisher
  hints: { orgId: string; poolId: string }[]
  outcomes: (string | Error)[]
  deliveries: Delivered[]
  /** Makes every feed due and polls it; minutes and max-age are over. */
  poll(): Promise<void>
  /** The same, of feeds that are due by their own clock. */
  pollDue(): Promise<number>
  openPoller(small?: FeedLimits): FeedPoller
  status(): Promise<FeedHistory & { state: string; nextPollAt: string | null }>
  /** The newest open slots by place. */
  open(): Promise<Map<string, number>>
  configure(mapping: object, feed?: object): Promise<void>
  run(statement: ReturnType<typeof sql>): Promise<unknown[]>
}

/** `north` with a feed of a publisher on this machine, whose network is allowed. */
export const test = base.extend(
  'feeds',
  async ({ database }: { database: TestDatabase }, { onCleanup }): Promise<Feeds> => {
    const open = (url: string) => connect({ url, applicationName: 'test', maxConnections: 4, onError: () => undefined })
    const admin = open(database.adminUrl)
    const db = open(database.url)
    await makeOrganization(database.adminUrl, 'north', [
      { poolId: 'georgia', locationId: 'smyrna', serviceLine: 'ortho' },
    ])
    const publisher = await openPublisher()
    const outbound = createOutbound({ allowedNetworks: ['127.0.0.0/8'] })
    onCleanup(async () => {
      await outbound.close()
      await publisher.close()
      await Promise.all([db.destroy(), admin.destroy()])
    })
    const hints: Feeds['hints'] = []
    const outcomes: Feeds['outcomes'] = []
    const deliveries: Feeds['deliveries'] = []
    const deps: PollDeps = {
      ...{ db, outbound, signal: new AbortController().signal },
      poolIsDirty: (pool) => hints.push(pool),
      noteDelivery: (delivered) => deliveries.push(delivered),
      onPolled: ({ outcome }) => outcomes.push(outcome),
    }
    const openPoller: Feeds['openPoller'] = (small) =>
      createFeedPoller(deps, (error) => outcomes.push(error as Error), small)
    const pollDue = async () => {
      const poller = openPoller()
      const began = await poller.look()
      await poller.ended()
      return began
    }
    const run: Feeds['run'] = async (statement) => (await statement.execute(admin)).rows
    return {
      ...{ db, publisher, hints, outcomes, deliveries, run, adminUrl: database.adminUrl },
      pollDue,
      openPoller,
      async poll() {
        await run(sql`update feed_schedules set next_poll_at = now()`)
        await run(sql`update feed_files set fresh_until = now()`)
        await pollDue()
      },
      async status() {
        const got = await getFeed(db, 'north', 'feed')
        if (!got) throw new Error('no feed')
        return got.found.status
      },
      async open() {
        const rows = await run(sql`
        select location_id || '/' || service_line as place, (value->>'open')::int as open
          from place_state where org_id = 'north' and figure = 'slots'`)
        return new Map((rows as { place: string; open: number }[]).map(({ place, open: count }) => [place, count]))
      },
      async configure(mapping, feed = {}) {
        await putMapping(db, 'north', 'map', mappingSchema.parse(mapping), options)
        const configured = { url: `${publisher.origin}/$bulk-publish`, mappingId: 'map', source: '/feed', ...feed }
        await putFeed(db, 'north', 'feed', feedSchema.parse(configured), options)
      },
    }
  },
)

const line = (resource: object) => `${JSON.stringify(resource)}\n`

/** Files of a small feed: clinics, each with that many openings tomorrow of `at`; of one that is full all are taken. */
export function publishClinics(publisher: Publisher, at: string, openings: Record<string, number>): void {
  const ids = Object.keys(openings)
  const start = new Date(Date.parse(at) + 86_400_000).toISOString()
  const capacity = 'http://fhir-registry.smarthealthit.org/StructureDefinition/slot-capacity'
  publisher.documents.set('/locations', ids.map((id) => line({ resourceType: 'Location', id })).join(''))
  const schedules = ids.map((id) => ({ resourceType: 'Schedule', id, actor: [{ reference: `Location/${id}` }] }))
  publisher.documents.set('/schedules', schedules.map(line).join(''))
  const slots = ids.map((id) => ({
    ...{ resourceType: 'Slot', id, schedule: { reference: `Schedule/${id}` }, start, end: start },
    status: openings[id] === 0 ? 'busy' : 'free',
    extension: [{ url: capacity, valueInteger: openings[id] || 1 }],
  }))
  publisher.documents.set('/slots', slots.map(line).join(''))
  publisher.publish(at, { '/locations': 'Location', '/schedules': 'Schedule', '/slots': 'Slot' })
}

export const clinics = {
  locations: [
    { fhirId: '1', locationId: 'smyrna' },
    { fhirId: '2', locationId: 'macon' },
  ],
  uncodedServiceLine: 'ortho',
  untypedSlots: 'new',
}
