// What the service is compared with: pg alone, in a process of its own, with everything to be sent prepared beforehand.
// (a) what storing such a batch sends, as recorded once, with the ids of new events in their place: one statement, a call of
//     store_new_events, which is a transaction of its own;
// (b) the same rows of the log into one table with a key, one statement a batch.
import { type Event, readEvent } from '@sluice/contracts'
import { createPool } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { Kysely, PostgresDialect } from 'kysely'
import { eventText, observedTimes } from './events.ts'
import { LOCATIONS } from './installation.ts'
import { answerLoads, type Load, type Ready } from './load.ts'

export interface DirectLoad extends Load {
  what: 'statements' | 'ceiling'
}

/** What the recorded batch is called in its events' ids; as long as the number that takes its place. */
const MODEL = 'model'
/** Which parameter of store_new_events says when its events were observed. */
const OBSERVED = 8
/** Bytes before the first element of an array of one dimension. */
const ARRAY_HEAD = 20

interface Statement {
  text: string
  values: unknown[]
}

await answerLoads<{ url: string }, DirectLoad, Statement>(({ url }, load) => prepare(url, load))

async function prepare(url: string, load: DirectLoad): Promise<Ready<Statement>> {
  const pool = createPool({ url, applicationName: 'bench', maxConnections: load.connections, onError: () => undefined })
  const batches = await makeBatches(url, load)
  const clients = await Promise.all(Array.from({ length: load.connections }, () => pool.connect()))
  const send = async (lane: number, { text, values }: Statement) => {
    await clients[lane]?.query(text, values)
    return { events: load.batch }
  }
  const close = async () => {
    for (const client of clients) client.release()
    await pool.end()
  }
  return { batches, send, close }
}

/** The recorded statement, with ids of its own for each batch, and observed later than the batch before. */
async function makeBatches(url: string, load: DirectLoad): Promise<Statement[]> {
  const { what, run, batch, prepared } = load
  const observedMs = observedTimes(load)
  const { text, values } = await recordStatement(url, { run, batch, firstMs: observedMs(0) })
  return Array.from({ length: prepared }, (_, n) => {
    const name = String(n).padStart(MODEL.length, '0')
    const laterMs = observedMs(n) - observedMs(0)
    const statement = {
      text,
      values: values.map((value, index) => (index === OBSERVED ? later(value, laterMs) : renamed(value, run, name))),
    }
    return what === 'statements' ? statement : toCeiling(statement)
  })
}

function makeEvents(run: string, count: number, observedMs: number): Event[] {
  const time = new Date(observedMs).toISOString()
  return Array.from({ length: count }, (_, number) => {
    const read = readEvent(JSON.parse(eventText(run, number, time)))
    if (read.kind !== 'event') throw new Error('the benchmark’s events are refused')
    return read.event
  })
}

/** Stores such a batch once and notes what is sent to the database for it, when the places are known. */
async function recordStatement(
  url: string,
  { run, batch, firstMs }: { run: string; batch: number; firstMs: number },
): Promise<Statement> {
  const statements: Statement[] = []
  const pool = createPool({ url, applicationName: 'bench', maxConnections: 1, onError: () => undefined })
  const db = new Kysely<never>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => void statements.push({ text: query.sql, values: [...query.parameters] }),
  }) as unknown as Parameters<typeof storeEvents>[0]
  await storeEvents(db, 'bench', makeEvents(`${run}-first`, LOCATIONS * 4, firstMs))
  statements.length = 0
  await storeEvents(db, 'bench', makeEvents(`${run}-${MODEL}`, batch, firstMs))
  await db.destroy()
  const [statement, ...others] = statements
  if (!statement?.text.includes('store_new_events') || others.length > 0)
    throw new Error(`this is not all of storing: ${statements.map(({ text }) => text).join('; ')}`)
  return statement
}

/** The same columns and rows of the log, into the other table. */
function toCeiling({ values }: Statement): Statement {
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
 * The ids of the recorded batch, replaced by new ones byte by byte: in binary parameters each text has its length in
 * front.
 */
function renamed(value: unknown, run: string, name: string): unknown {
  if (!Buffer.isBuffer(value)) return value
  return Buffer.from(value.toString('latin1').replaceAll(`-${run}-${MODEL}-`, `-${run}-${name}-`), 'latin1')
}

/** The moments of an array in binary form, in which each stands behind its length, made later. */
function later(array: unknown, byMs: number): Buffer {
  if (!Buffer.isBuffer(array)) throw new Error('the moments are not in binary form')
  const moved = Buffer.from(array)
  for (let at = ARRAY_HEAD + 4; at < moved.length; at += 12)
    moved.writeBigInt64BE(moved.readBigInt64BE(at) + BigInt(byMs * 1_000), at)
  return moved
}
