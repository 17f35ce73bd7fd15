// What the service is compared with: pg alone, in a process of its own, with everything to be sent prepared beforehand.
// (a) the statements that storing such a batch sent once, with the ids of new events in their place;
// (b) the same rows into one table with a key, one statement a batch.
import { type Event, readEvent } from '@sluice/contracts'
import { createPool } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { Kysely, PostgresDialect } from 'kysely'
import type { PoolClient } from 'pg'
import { eventText } from './events.ts'
import { answerParent, type Load } from './messages.ts'
import { measureLanes } from './pace.ts'

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

await answerParent<{ url: string }, DirectLoad>(async ({ url }) => ({
  answer: (load) => measure(url, load),
  close: async () => {},
}))

async function measure(url: string, load: DirectLoad) {
  const pool = createPool({ url, applicationName: 'bench', maxConnections: load.connections, onError: () => undefined })
  const makeBatch = await batchMaker(url, load)
  const lanes = Array.from({ length: load.connections }, (_, lane) =>
    Array.from({ length: load.prepared }, (_, round) => makeBatch(lane * load.prepared + round)),
  )
  const clients = await Promise.all(lanes.map(() => pool.connect()))
  const measured = await measureLanes(load, async (lane, round) => {
    const statements = lanes[lane]?.[round]
    if (statements === undefined) return null
    for (const { text, values } of statements) await clients[lane]?.query(text, values)
    return { events: load.batch }
  })
  for (const client of clients as PoolClient[]) client.release()
  await pool.end()
  return measured
}

/** Makes the statements of the n-th batch. */
async function batchMaker(url: string, { what, run, batch }: DirectLoad): Promise<(n: number) => Statement[]> {
  const statements = await recordStatements(url, makeEvents(`${run}-${MODEL}`, batch))
  const log = statements.find(({ text }) => /insert into events\b/.test(text))
  if (!log) throw new Error('no statement writes the log')
  const wanted = what === 'statements' ? statements : [toCeiling(log)]
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

/** Stores the events once and notes what was sent to the database for it. */
async function recordStatements(url: string, events: Event[]): Promise<Statement[]> {
  const statements: Statement[] = []
  const pool = createPool({ url, applicationName: 'bench', maxConnections: 1, onError: () => undefined })
  const db = new Kysely<never>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => void statements.push({ text: query.sql, values: [...query.parameters] }),
  })
  await storeEvents(db as unknown as Parameters<typeof storeEvents>[0], 'bench', events)
  await db.destroy()
  return statements
}

/** Of the insert into the log: the same columns and rows, into the other table. */
function toCeiling({ text, values }: Statement): Statement {
  return { text: text.replace(/insert into events\b/, 'insert into ceiling'), values }
}

/**
 * The ids of the recorded batch, renamed so that they are those of new events: byte by byte in parameters in binary form, which
 * say the length of each text.
 */
function renamed(value: unknown, run: string, name: string): unknown {
  if (!Buffer.isBuffer(value)) return value
  return Buffer.from(value.toString('latin1').replaceAll(`-${run}-${MODEL}-`, `-${run}-${name}-`), 'latin1')
}
