import { alert, webhookMessages } from '@sluice/contracts'
import {
  type AlertRow,
  addDeliveries,
  type Database,
  type DeliveryCount,
  insertWebhookEndpoint,
  listSourceReports,
  withOrganization,
} from '@sluice/database'
import { recomputePool } from '@sluice/recompute'
import { test as base, configurePool, type TestDatabase } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { createPacingWatch } from '../src/pacing-watch.ts'
import { retain } from '../src/retention.ts'
import { watch } from '../src/watch.ts'
import { connectTo } from './setup.ts'

const orgId = 'org'

/** An organization with one pool, and a source expected every hour that reported just now. */
const test = base.extend('watched', async ({ database }: { database: TestDatabase }, { onCleanup }) => {
  await configurePool(database, { orgId })
  const [admin, db] = [connectTo(database.adminUrl), connectTo(database.url)]
  onCleanup(async () => {
    await Promise.all([admin.destroy(), db.destroy()])
  })
  await sql`insert into sources (org_id, source, id, expected_interval_minutes) values (${orgId}, '/ehr', 'e', 60)`.execute(
    admin,
  )
  await sql`insert into source_activity (org_id, source, id, last_accepted_at, last_delivery_at)
            values (${orgId}, '/ehr', 'e', now(), now())`.execute(admin)
  return { admin, db }
})

async function changesOf(db: Database): Promise<string[]> {
  const changes: string[] = []
  const onChange = (change: string, { kind, object }: AlertRow) => void changes.push(`${change} ${kind} ${object}`)
  await watch({
    db,
    pacing: createPacingWatch(),
    onOpen: () => undefined,
    onChange,
    onFailed: (_, error) => changes.push(String(error)),
  })
  return changes.sort()
}

const lastAccepted = (admin: Database, minutesAgo: number) =>
  sql`update source_activity set last_accepted_at = now() - make_interval(mins => ${minutesAgo})`.execute(admin)

const deliver = (db: Database, changes: Partial<DeliveryCount>) =>
  withOrganization(db, { role: 'sluice_worker', orgId }, (trx) => {
    const now = new Date().toISOString()
    const counts = {
      requests: 1,
      accepted: 0,
      duplicate: 0,
      conflict: 0,
      unmatched: 0,
      refused: {},
      leftOut: {},
      failedPolls: {},
      lags: {},
    }
    const of = {
      source: '/ehr',
      minute: now,
      keyId: 'k',
      mode: 'batch',
      lastAt: now,
      requestId: 'r',
      lastObservedAt: null,
    }
    return addDeliveries(trx, orgId, [{ ...of, ...counts, ...changes }])
  })

test('a source that falls silent opens one alert, and its next event closes it', async ({ watched: { admin, db } }) => {
  await lastAccepted(admin, 179)
  expect(await changesOf(db)).toEqual([])
  await lastAccepted(admin, 181)
  expect(await changesOf(db)).toEqual(['opened source_silent e'])
  expect(await changesOf(db)).toEqual([])
  await deliver(db, { accepted: 1 })
  expect(await changesOf(db)).toEqual(['closed source_silent e'])
  const { rows } = await sql<AlertRow>`select * from alerts`.execute(admin)
  const details = { source: '/ehr', expectedIntervalMinutes: 60, keyEndedAt: null }
  expect(rows).toMatchObject([{ kind: 'source_silent', details }])
  expect(rows[0]?.closed_at).not.toBeNull()
})

test('duplicates do not break a silence: nothing new is known', async ({ watched: { admin, db } }) => {
  await lastAccepted(admin, 181)
  await deliver(db, { duplicate: 5 })
  expect(await changesOf(db)).toEqual(['opened source_silent e'])
})

test('a source that was configured and never reported is waited for from then', async ({ watched: { admin, db } }) => {
  await sql`insert into sources (org_id, source, id, expected_interval_minutes, updated_at)
            values (${orgId}, '/new', 'n', 60, now() - interval '4 hours'), (${orgId}, '/newer', 'm', 60, now())`.execute(
    admin,
  )
  expect(await changesOf(db)).toEqual(['opened source_silent n'])
})

const addKey = (admin: Database, keyId: string) =>
  sql`insert into api_keys (org_id, key_id, name, secret_sha256, scopes)
      values (${orgId}, ${keyId}, 'n', sha256('s'), '{events:write}')`.execute(admin)

/** What a sender is told whose key is none any more: it is listed by key, of no source. */
const turnAway = (db: Database, keyId: string, lastAt: string, code = 'unauthenticated') =>
  deliver(db, { source: '', keyId, lastAt, minute: lastAt, refused: { [`${code} #`]: 1 } })

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()

test.for([
  ['revoked', sql`revoked_at = now() - interval '1 hour'`],
  ['expired', sql`expires_at = now() - interval '1 hour'`],
] as const)(
  'a key that is %s while its sender goes on opens one alert, whatever it sent; its sources reported with another, it is over',
  async ([end, ends], { watched: { admin, db } }) => {
    await addKey(admin, 'pms')
    await addKey(admin, 'new')
    await lastAccepted(admin, 150)
    for (const source of ['/ehr', '/lab'])
      await deliver(db, { source, keyId: 'pms', accepted: 1, lastAt: minutesAgo(120) })
    // With a wrong secret, while it was in force.
    await turnAway(db, 'pms', minutesAgo(90))
    await sql`update api_keys set ${ends} where key_id = 'pms'`.execute(admin)
    await turnAway(db, 'pms', minutesAgo(1), 'too-many-requests')
    // Somebody may have ended it because its sender is no more.
    expect(await changesOf(db)).toEqual([])
    await turnAway(db, 'pms', minutesAgo(50))
    expect(await changesOf(db)).toEqual(['opened key_ended_in_use pms'])
    expect(await changesOf(db)).toEqual([])
    const { rows } = await sql<AlertRow>`select * from alerts`.execute(admin)
    const [{ opened_at: openedAt, closed_at: closedAt, org_id: _, ...row } = {} as AlertRow] = rows
    expect(alert.parse({ ...row, openedAt: openedAt.toISOString(), closedAt })).toMatchObject({
      details: {
        end,
        endedAt: expect.any(String),
        lastRefusedAt: expect.any(String),
        sourceCount: 2,
        sources: ['/ehr', '/lab'],
      },
    })
    await deliver(db, { source: '/lab', keyId: 'new', accepted: 1 })
    expect(await changesOf(db)).toEqual([])
    await deliver(db, { keyId: 'new', accepted: 1 })
    expect(await changesOf(db)).toEqual(['closed key_ended_in_use pms'])
  },
)

test('a source that fell silent because its key ended says so', async ({ watched: { admin, db } }) => {
  await addKey(admin, 'pms')
  await deliver(db, { keyId: 'pms', accepted: 1 })
  await sql`update api_keys set expires_at = '2026-03-01T00:00:00Z' where key_id = 'pms'`.execute(admin)
  await lastAccepted(admin, 181)
  expect(await changesOf(db)).toEqual(['opened source_silent e'])
  const { rows } = await sql<AlertRow>`select * from alerts`.execute(admin)
  expect(rows).toMatchObject([{ details: { keyEndedAt: '2026-03-01T00:00:00.000Z' } }])
})

test('ten conflicts within an hour, a clock that runs ahead, a pool that fails', async ({ watched: { admin, db } }) => {
  await deliver(db, { conflict: 9 })
  expect(await changesOf(db)).toEqual([])
  await deliver(db, { conflict: 1, refused: { 'future-timestamp #/time': 1 } })
  await sql`update pool_state set attempts = 8, last_error_code = 'no-plan'`.execute(admin)
  expect(await changesOf(db)).toEqual([
    'opened pool_failing pool',
    'opened source_clock_ahead e',
    'opened source_conflicts e',
  ])
  await sql`update source_deliveries set minute = minute - interval '2 hours'`.execute(admin)
  await sql`update pool_state set attempts = 0`.execute(admin)
  expect(await changesOf(db)).toEqual([
    'closed pool_failing pool',
    'closed source_clock_ahead e',
    'closed source_conflicts e',
  ])
})

test('one row from the future among others is no clock that runs ahead; most of them are', async ({
  watched: { db },
}) => {
  await deliver(db, { accepted: 2, refused: { 'future-timestamp #/time': 2 } })
  expect(await changesOf(db)).toEqual([])
  await deliver(db, { refused: { 'future-timestamp #/time': 1 } })
  expect(await changesOf(db)).toEqual(['opened source_clock_ahead e'])
})

test('of thousands of sources with one fault 50 have alerts, one counts the others, and a look uses up no ids', async ({
  watched: { admin, db },
}) => {
  await addEndpoint(db, 'all', ['alert.opened', 'alert.closed'], null)
  await sql`insert into sources (org_id, source, id, expected_interval_minutes, updated_at)
            select ${orgId}, '/many/' || n, md5(n::text), 60, now() - interval '4 hours' from generate_series(1, 2000) n`.execute(
    admin,
  )
  expect(await changesOf(db)).toHaveLength(51)
  expect(await changesOf(db)).toEqual([])
  const { rows } = await sql<AlertRow>`select * from alerts order by id`.execute(admin)
  expect(rows.find(({ kind }) => kind === 'more_alerts')).toMatchObject({
    object: 'source_silent',
    details: { others: 1_950 },
  })
  for (const { org_id: _, opened_at, closed_at, ...row } of rows)
    expect(() => alert.parse({ ...row, openedAt: opened_at.toISOString(), closedAt: closed_at })).not.toThrow()
  expect(rows.at(-1)?.id).toBe(51)
  const told = sql<{ count: number }>`select count(*)::int as count from webhook_deliveries`
  expect((await told.execute(admin)).rows[0]?.count).toBe(51)
  await sql`update sources set archived_at = now() where source like '/many/%'`.execute(admin)
  expect(await changesOf(db)).toHaveLength(51)
})

test('a look at hundreds of sources reads each policy and each feed once', async ({ watched: { admin, db } }) => {
  await sql`insert into source_activity (org_id, source, id, last_accepted_at, last_delivery_at)
            select ${orgId}, '/s/' || n, 's' || n, now(), now() from generate_series(1, 300) as n`.execute(admin)
  await sql`insert into feeds (org_id, id, body) values (${orgId}, 'f', '{"source": "/s/7"}')`.execute(admin)
  await sql`insert into feed_status (org_id, feed_id, body)
            values (${orgId}, 'f', '{"history": {"lastSuccessAt": "2026-11-22T09:00:00Z"}}')`.execute(admin)
  const [reports, rows] = await withOrganization(db, { role: 'sluice_worker', orgId }, async (trx) => {
    const reports = await listSourceReports(trx, orgId, { limit: 500, recentHours: 1 })
    const read = await sql<{ table: string; rows: number }>`
      select relname as table, seq_tup_read + idx_tup_fetch as rows from pg_stat_xact_user_tables
       where relname in ('policies', 'feeds', 'feed_status')`.execute(trx)
    return [reports, read.rows] as const
  })
  expect(reports).toHaveLength(301)
  expect(reports.filter(({ lastPolledAt }) => lastPolledAt !== null).map(({ source }) => source)).toEqual(['/s/7'])
  expect(rows).toHaveLength(3)
  expect(rows.filter((table) => table.rows > 3)).toEqual([])
})

test('alerts that were over 400 days ago are forgotten, open ones never', async ({ watched: { admin, db } }) => {
  await sql`insert into alerts (org_id, kind, object, opened_at, closed_at, details)
            select ${orgId}, 'pool_failing', coalesce('p' || age, 'open'), now() - interval '900 days', now() - make_interval(days => age), '{}'
              from unnest(array[399, 401, 402, null]) as age`.execute(admin)
  await retain(db, {
    unusedStateDays: 90,
    actualsDays: 800,
    onFailed: (step, error) => expect.fail(`${step}: ${error}`),
  })
  const left = await admin.selectFrom('alerts').select('object').orderBy('id').execute()
  expect(left.map(({ object }) => object)).toEqual(['p399', 'open'])
})

test('many workers at once open one alert, and count it once each', async ({ watched: { admin, db } }) => {
  await lastAccepted(admin, 181)
  const changes = await Promise.all(Array.from({ length: 6 }, () => changesOf(db)))
  expect(changes.flat()).toEqual(['opened source_silent e'])
  const open: unknown[] = []
  await watch({
    db,
    pacing: createPacingWatch(),
    onOpen: (counts) => open.push(...counts),
    onChange: () => undefined,
    onFailed: () => undefined,
  })
  expect(open).toEqual([['source_silent', 1]])
})

test('an alert opened by many workers at once is one webhook event, and its end another', async ({
  watched: { admin, db },
}) => {
  const types = ['alert.opened', 'alert.closed']
  await addEndpoint(db, 'all', types, null)
  await addEndpoint(db, 'other-pool', types, ['other'])
  await addEndpoint(db, 'plans', ['plan.published'], null)
  await lastAccepted(admin, 181)
  await Promise.all(Array.from({ length: 6 }, () => changesOf(db)))
  await sql`update pool_state set attempts = 8, last_error_code = 'no-plan'`.execute(admin)
  await deliver(db, { accepted: 1 })
  await changesOf(db)
  const { rows } = await sql<{ to: string; type: string; body: string }>`
    select d.endpoint_id as to, e.type, e.body from webhook_deliveries d
      join webhook_events e on e.org_id = d.org_id and e.id = d.event_id order by d.id`.execute(admin)
  const told = rows.map(({ to, type, body }) => `${to} ${type} ${JSON.parse(body).data.kind}`)
  expect(told.sort()).toEqual([
    'all alert.closed source_silent',
    'all alert.opened pool_failing',
    'all alert.opened source_silent',
    'other-pool alert.closed source_silent',
    'other-pool alert.opened source_silent',
  ])
  const failing = rows.find(({ body }) => body.includes('pool_failing'))
  const message = webhookMessages['alert.opened'].parse(JSON.parse(failing?.body ?? ''))
  expect(message.data).toMatchObject({ kind: 'pool_failing', object: 'pool', closedAt: null })
})

const addEndpoint = (db: Database, id: string, types: string[], pools: string[] | null) =>
  withOrganization(db, { role: 'sluice_results', orgId }, (trx) =>
    insertWebhookEndpoint(trx, {
      ...{ org_id: orgId, id, url: 'https://example.com', event_types: types, pool_ids: pools },
      secret: Buffer.from('sealed'),
    }),
  )

test('a feed whose polls find nothing new is heard; one whose polls fail falls silent', async ({
  watched: { admin, db },
}) => {
  await lastAccepted(admin, 181)
  const polled = async (minutesAgo: number) => {
    const at = new Date(Date.now() - minutesAgo * 60_000).toISOString()
    const body = JSON.stringify({ history: { lastAttemptAt: new Date().toISOString(), lastSuccessAt: at } })
    await sql`insert into feed_status (org_id, feed_id, body) values (${orgId}, 'feed', ${body})
              on conflict (org_id, feed_id) do update set body = excluded.body`.execute(admin)
  }
  await sql`insert into feeds (org_id, id, body) values (${orgId}, 'feed', '{"source":"/ehr"}')`.execute(admin)
  await polled(1)
  expect(await changesOf(db)).toEqual([])
  await polled(181)
  expect(await changesOf(db)).toEqual(['opened source_silent e'])
  await polled(1)
  expect(await changesOf(db)).toEqual(['closed source_silent e'])
  await sql`update feeds set archived_at = now()`.execute(admin)
  expect(await changesOf(db)).toEqual(['opened source_silent e'])
})

/** A feed that writes as /pharmacy, a source of no interval, with what its polls would have noted: minutes ago. */
async function polledFeed(admin: Database, { source = '/pharmacy' } = {}) {
  await sql`insert into feeds (org_id, id, body) values (${orgId}, 'feed', ${JSON.stringify({ source })})`.execute(
    admin,
  )
  await sql`insert into feed_schedules (org_id, feed_id, next_poll_at) values (${orgId}, 'feed', now())`.execute(admin)
  return async (history: {
    failuresInARow?: number
    failing?: number
    success?: number
    observed?: number
    still?: number
  }) => {
    const { failuresInARow = 0, failing = null, success = null, observed = null, still = null } = history
    const now = Date.now()
    const minutesAgo = (minutes: number | null) =>
      minutes === null ? null : new Date(now - minutes * 60_000).toISOString()
    const told = {
      ...{ failuresInARow, failingSince: minutesAgo(failing), lastSuccessAt: minutesAgo(success) },
      ...{ observedAt: minutesAgo(observed), standsStillSince: minutesAgo(still) },
      lastFailureCode: failuresInARow > 0 ? 'connect-timeout' : null,
    }
    await sql`insert into feed_status (org_id, feed_id, body) values (${orgId}, 'feed', ${JSON.stringify({ history: told })})
              on conflict (org_id, feed_id) do update set body = excluded.body`.execute(admin)
  }
}

async function answeredAlerts(admin: Database) {
  const { rows } = await sql<AlertRow>`select * from alerts order by id`.execute(admin)
  return rows.map((row) => alert.parse(toAnswer(row)))
}

test('a feed whose polls fail for half an hour opens an alert, and the next that succeeds closes it', async ({
  watched: { admin, db },
}) => {
  const polls = await polledFeed(admin)
  await polls({ failuresInARow: 9, failing: 29, success: 40, observed: 40 })
  expect(await changesOf(db)).toEqual([])
  // A single failure after a night without a worker is an accident, and so is a second one.
  await polls({ failuresInARow: 2, failing: 31, success: 600, observed: 600 })
  expect(await changesOf(db)).toEqual([])
  await polls({ failuresInARow: 3, failing: 31, observed: 40 })
  expect(await changesOf(db)).toEqual(['opened feed_failing feed'])
  expect(await answeredAlerts(admin)).toMatchObject([
    {
      ...{ kind: 'feed_failing', object: 'feed', closedAt: null },
      details: { source: '/pharmacy', code: 'connect-timeout', failuresInARow: 3, lastSuccessAt: null },
    },
  ])
  await polls({ success: 0, observed: 1 })
  expect(await changesOf(db)).toEqual(['closed feed_failing feed'])
})

test('a feed that answers with figures of more than a day ago opens an alert; newer ones close it, failures do not', async ({
  watched: { admin, db },
}) => {
  const polls = await polledFeed(admin)
  await polls({ success: 0, observed: 1_439 })
  expect(await changesOf(db)).toEqual([])
  await polls({ success: 0, observed: 1_441 })
  expect(await changesOf(db)).toEqual(['opened feed_stands_still feed'])
  await polls({ failuresInARow: 1, failing: 0, success: 2, observed: 1_443 })
  expect(await changesOf(db)).toEqual([])
  await polls({ success: 0, observed: 5 })
  expect(await changesOf(db)).toEqual(['closed feed_stands_still feed'])
  // Nobody knows whether a feed stands still whose polls have failed for two days.
  await polls({ failuresInARow: 99, failing: 2_880, success: 2_882, observed: 2_890 })
  expect(await changesOf(db)).toEqual(['opened feed_failing feed'])
})

test('a feed whose source is expected seldom may be as old as that allows', async ({ watched: { admin, db } }) => {
  await sql`update sources set expected_interval_minutes = 2880`.execute(admin)
  const polls = await polledFeed(admin, { source: '/ehr' })
  await polls({ success: 0, observed: 3_599 })
  expect(await changesOf(db)).toEqual([])
  await polls({ success: 0, observed: 3_601 })
  expect(await changesOf(db)).toEqual(['opened feed_stands_still feed'])
})

test('a feed whose figures change for an hour without their moment opens an alert; switched off or gone, it has none', async ({
  watched: { admin, db },
}) => {
  const polls = await polledFeed(admin)
  await polls({ success: 1, observed: 70, still: 60 })
  expect(await changesOf(db)).toEqual([])
  await polls({ success: 0, observed: 70, still: 60 })
  expect(await changesOf(db)).toEqual(['opened feed_stands_still feed'])
  const [told] = await answeredAlerts(admin)
  expect(told).toMatchObject({ details: { source: '/pharmacy', standsStillSince: expect.any(String) } })
  await sql`update feed_schedules set next_poll_at = null`.execute(admin)
  expect(await changesOf(db)).toEqual(['closed feed_stands_still feed'])
  await sql`update feed_schedules set next_poll_at = now()`.execute(admin)
  expect(await changesOf(db)).toEqual(['opened feed_stands_still feed'])
  await sql`update feeds set archived_at = now()`.execute(admin)
  expect(await changesOf(db)).toEqual(['closed feed_stands_still feed'])
})

test('minutes of deliveries are kept for eight days', async ({ watched: { admin, db } }) => {
  await deliver(db, { accepted: 1 })
  await deliver(db, { accepted: 1, minute: new Date(Date.now() - 9 * 86_400_000).toISOString() })
  await retain(db, { unusedStateDays: 35, actualsDays: 1_200, onFailed: (step) => expect(step).toBe('') })
  const { rows } = await sql`select accepted from source_deliveries`.execute(admin)
  expect(rows).toEqual([{ accepted: 1 }])
})

test('a pool whose period will end far from its money opens an alert; one that paces again closes it', async ({
  watched: { admin, db },
}) => {
  await recomputePool({ db }, { orgId, poolId: 'pool' })
  const budget = (minor: number) =>
    sql`update pools set created_at = now() - interval '400 days',
               period = jsonb_build_object('kind', 'custom', 'periods', jsonb_build_array(jsonb_build_object(
                 'startsOn', (now() - interval '10 days')::date, 'endsOn', (now() + interval '20 days')::date,
                 'budgetMinor', ${minor}::bigint)))`.execute(admin)
  await budget(1_000)
  expect(await changesOf(db)).toEqual(['opened pool_pacing pool'])
  const { rows } = await sql<AlertRow>`select * from alerts`.execute(admin)
  expect(alert.safeParse(toAnswer(rows[0])).success).toBe(true)
  const { rows: plans } = await sql<{ spent: number }>`
    select (pool_daily_budget_minor - reserve_daily_minor)::float8 as spent from plans`.execute(admin)
  // Ten days of baselines are over, twenty of what is in force to come.
  const { rows: cells } = await sql<{ baseline: number }>`
    select sum(baseline_daily_budget_minor)::float8 as baseline from cells`.execute(admin)
  await budget(Math.round(10 * (cells[0]?.baseline ?? 0) + 20 * (plans[0]?.spent ?? 0)))
  expect(await changesOf(db)).toEqual(['closed pool_pacing pool'])
})

test('money spent where the period has none opens an alert; a period that has not begun opens none', async ({
  watched: { admin, db },
}) => {
  await recomputePool({ db }, { orgId, poolId: 'pool' })
  const period = (startsIn: string, minor: number) =>
    sql`update pools set created_at = now() - interval '400 days',
               period = jsonb_build_object('kind', 'custom', 'periods', jsonb_build_array(jsonb_build_object(
                 'startsOn', (now() + ${startsIn}::interval)::date, 'endsOn', (now() + interval '60 days')::date,
                 'budgetMinor', ${minor}::bigint)))`.execute(admin)
  await period('14 days', 100_000_000)
  expect(await changesOf(db)).toEqual([])
  await period('-10 days', 0)
  expect(await changesOf(db)).toEqual(['opened pool_pacing pool'])
  const { rows } = await sql<AlertRow>`select * from alerts`.execute(admin)
  expect(rows[0]).toMatchObject({ details: { state: 'over', projectedShare: null } })
  expect(alert.safeParse(toAnswer(rows[0])).success).toBe(true)
})

test('a pool that was under and now runs over is another matter, as is another period: one alert ends and another begins', async ({
  watched: { admin, db },
}) => {
  await recomputePool({ db }, { orgId, poolId: 'pool' })
  const startedMs = Date.now()
  const dateIn = (days: number) => new Date(startedMs + days * 86_400_000).toISOString().slice(0, 10)
  const period = (startsInDays: number, budgetMinor: number) => {
    const custom = { kind: 'custom', periods: [{ startsOn: dateIn(startsInDays), endsOn: dateIn(20), budgetMinor }] }
    return sql`update pools set created_at = now() - interval '400 days', period = ${JSON.stringify(custom)}`.execute(
      admin,
    )
  }
  await addEndpoint(db, 'all', ['alert.opened', 'alert.closed'], null)
  await period(-10, 1_000_000_000)
  expect(await changesOf(db)).toEqual(['opened pool_pacing pool'])
  const [under] = await answeredAlerts(admin)
  expect(under).toMatchObject({ details: { state: 'under' } })
  await period(-10, 900_000_000)
  expect(await changesOf(db)).toEqual([])
  const [same] = await answeredAlerts(admin)
  expect(same?.details).not.toEqual(under?.details)
  await period(-10, 1_000)
  expect(await changesOf(db)).toEqual(['closed pool_pacing pool', 'opened pool_pacing pool'])
  await period(-9, 1_000)
  expect(await changesOf(db)).toEqual(['closed pool_pacing pool', 'opened pool_pacing pool'])
  expect(await answeredAlerts(admin)).toMatchObject([
    { closedAt: expect.any(String), details: same?.details },
    { closedAt: expect.any(String), details: { state: 'over' } },
    { closedAt: null, details: { state: 'over' } },
  ])
  const { rows } = await sql<{ body: string }>`
    select e.body from webhook_deliveries d join webhook_events e on e.org_id = d.org_id and e.id = d.event_id
     order by d.id`.execute(admin)
  const told = rows.map(({ body }) => JSON.parse(body)).map(({ type, data }) => `${type} ${data.id}`)
  const [first, second, third] = (await answeredAlerts(admin)).map(({ id }) => id)
  expect(told).toEqual([
    ...[`alert.opened ${first}`, `alert.closed ${first}`, `alert.opened ${second}`],
    ...[`alert.closed ${second}`, `alert.opened ${third}`],
  ])
})

test('an alert says how things are, not how they were when it opened', async ({ watched: { admin, db } }) => {
  await deliver(db, { conflict: 10 })
  await sql`update pool_state set attempts = 8, last_error_code = 'no-plan'`.execute(admin)
  const polls = await polledFeed(admin)
  await polls({ failuresInARow: 9, failing: 31, success: 40, observed: 40 })
  expect(await changesOf(db)).toHaveLength(3)
  await deliver(db, { conflict: 5 })
  await sql`update pool_state set attempts = 9, last_error_code = 'verification-failed'`.execute(admin)
  await polls({ failuresInARow: 10, failing: 32, success: 41, observed: 41 })
  expect(await changesOf(db)).toEqual([])
  const { rows } = await sql<AlertRow>`select * from alerts`.execute(admin)
  const now = new Map(rows.map(({ kind, details }) => [kind, details]))
  expect(now.get('source_conflicts')).toMatchObject({ conflicts: 15 })
  expect(now.get('pool_failing')).toEqual({ attempts: 9, code: 'verification-failed' })
  expect(now.get('feed_failing')).toMatchObject({ failuresInARow: 10 })
})

function toAnswer(row: AlertRow | undefined) {
  if (row === undefined) throw new Error('no alert')
  const { id, kind, object, details, opened_at: openedAt, closed_at: closedAt } = row
  return { id, kind, object, details, openedAt: openedAt.toISOString(), closedAt: closedAt?.toISOString() ?? null }
}
