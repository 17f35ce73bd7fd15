// What the service is compared with: pg alone, in a process of its own, with everything to be sent prepared beforehand.
// (a) what storing such a batch sends, as recorded once, with the ids of new events in their place: one statement, a call of
//     store_new_events, which is a transaction of its own;
// (b) the same rows of the log into one table with a key, one statement a batch.
import { type Event, readEvent } from '@sluice/contracts'
import { createPool } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { Kysely, PostgresDialect } from 'kysely'
import type { PoolClient } from 'pg'
import { eventText } from './events.ts'
import { LOCATIONS } from './installation.ts'
import { answerParent, type Load, type Measured } from './messages.ts'
import { measureLanes, type Sending, WARM_UP_SECONDS } from './pace.ts'

export interface DirectLoad extends Load {
  what: 'statements' | 'ceiling'
  /** Batches prepared for each connection; the time ends earlier where they do not last. */
  prepared: number
}

/** What the recorded batch is called in its events' ids; as long as the number that takes its place. */
const MODEL = 'model'

interface Statement {
  text: string
  values: unknown[]
}

/** Sent first: makes and connects everything, and sends some of it. What is then measured is storing and nothing else. */
type Question = DirectLoad | 'measure'

interface Prepared {
  measure: () => Promise<Measured>
  close: () => Promise<void>
}

await answerParent<{ url: string }, Question>(async ({ url }) => {
  let ready: Prepared | null = null
  const answer = async (question: Question) => {
    if (question === 'measure') return ready?.measure()
    // Not sooner: of a connection that has just ended nobody knows yet what its process has used.
    await ready?.close()
    ready = await prepare(url, question)
    return {}
  }
  return { answer, close: async () => ready?.close() }
})

async function prepare(url: string, load: DirectLoad): Promise<Prepared> {
  const pool = createPool({ url, applicationName: 'bench', maxConnections: load.connections, onError: () => undefined })
  const makeBatch = await batchMaker(url, load)
  const lanes = Array.from({ length: load.connections }, (_, lane) =>
    Array.from({ length: load.prepared }, (_, round) => makeBatch(lane * load.prepared + round)).values(),
  )
  const clients = await Promise.all(lanes.map(() => pool.connect()))
  const sending: Sending<Statement[]> = {
    next: (lane) => lanes[lane]?.next().value ?? null,
    send: async (lane, statements) => {
      for (const { text, values } of statements) await clients[lane]?.query(text, values)
      return { events: load.batch }
    },
  }
  await measureLanes({ ...load, seconds: WARM_UP_SECONDS }, sending)
  const close = async () => {
    for (const client of clients as PoolClient[]) client.release()
    await pool.end()
  }
  return { measure: () => measureLanes(load, sending), close }
}

/** Makes the statements of the n-th batch. */
async function batchMaker(url: string, { what, run, batch }: DirectLoad): Promise<(n: number) => Statement[]> {
  const statements = await recordStatements(url, run, batch)
  const wanted = what === 'statements' ? statements : statements.map(toCeiling)
  return (n) => {
    const name = String(n).padStart(MODEL.length, '0')
    return wanted.map(({ text, values }) => ({ text, values: values.map((value) => renamed(value, run, name)) }))
  }
}

function makeEvents(run: string, count: number): Event[] {
  return Array.from({ length: count }, (_, number) => {
    const read = readEvent(JSON.parse(eventText(run, number)))
    if (read.kind !== 'event') throw new Error('the benchmark’s events are refused')
    return read.event
  })
}

/** Stores such a batch once and notes what is sent to the database for it, when the places are known. */
async function recordStatements(url: string, run: string, batch: number): Promise<Statement[]> {
  const statements: Statement[] = []
  const pool = createPool({ url, applicationName: 'bench', maxConnections: 1, onError: () => undefined })
  const db = new Kysely<never>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => void statements.push({ text: query.sql, values: [...query.parameters] }),
  }) as unknown as Parameters<typeof storeEvents>[0]
  await storeEvents(db, 'bench', makeEvents(`${run}-first`, LOCATIONS * 4))
  statements.length = 0
  await storeEvents(db, 'bench', makeEvents(`${run}-${MODEL}`, batch))
  await db.destroy()
  return statements
}

/** The same columns and rows of the log, into the other table. */
function toCeiling({ text, values }: Statement): Statement {
  if (!text.includes('store_new_events')) throw new Error(`this is not all of storing: ${text}`)
  const [organization, _version, _earliest, ...arrays] = values
  const types = ['text', 'text', 'text', 'text', 'text', 'timestamptz', 'timestamptz', 'text', 'bytea', 'jsonb']
  const columns = types.map((type, index) => `unnest($${index + 2}::${type}[])`)
  const first = `$${types.length + 2}::timestamptz`
  const arrivals = `generate_series(${first}, ${first} + (cardinality($2::text[]) - 1) * interval '1 microsecond', interval '1 microsecond')`
  return {
    text: `/* prepared */ insert into ceiling (org_id, source, event_id, type, location_id, service_line, observed_at, recorded_at, sequence,
             body_sha256, body, received_at)
           select $1, ${columns.join()}, ${arrivals}`,
    values: [organization, ...arrays.slice(0, types.length), new Date().toISOString()],
  }
}

/**
 * The ids of the recorded batch, renamed so that they are those of new events: byte by byte in parameters in binary form, which
 * say the length of each text.
 */
function renamed(value: unknown, run: string, name: string): unknown {
  if (!Buffer.isBuffer(value)) return value
  return Buffer.from(value.toString('latin1').replaceAll(`-${run}-${MODEL}-`, `-${run}-${name}-`), 'latin1')
}
