import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { configurePool } from '@sluice/test-kit/configured-pool'
import { eventually } from '@sluice/test-kit/eventually'
import { sql } from 'kysely'
import { compareWithTables } from '../check.ts'
import { type Cluster, startCluster } from '../cluster.ts'
import { inBatches, makeEvents } from '../events.ts'
import { type Outcome, type Program, type RunOptions, Skipped } from '../program.ts'
import { Random } from '../random.ts'
import { newAckLog, post, sendAll } from '../sender.ts'

const run = promisify(execFile)
/** Room for an empty database and a few thousand events; then for all. */
const SMALL_MB = 110
const LARGE_MB = 1_000

/** R2. The database's disk runs full while events come in, then gets more room; and a COMMIT that fails is no acknowledgement. */
export const durable: Program = {
  goal: 'R2: nothing is acknowledged that is not on disk: a full disk, a COMMIT that fails',
  async run({ seed, say }: RunOptions): Promise<Outcome> {
    if (process.getuid?.() !== 0) throw new Skipped('mounting a small disk needs root')
    const disk = await mountSmallDisk()
    const settings = { max_wal_size: '32MB', min_wal_size: '32MB', wal_recycle: 'off' }
    const cluster = await startCluster({ postgres: settings, worker: false })
    try {
      const full = await fillDisk(cluster, disk, seed, say)
      const commit = await failCommits(cluster)
      return { counts: { ...full.counts, ...commit.counts }, broken: [...full.broken, ...commit.broken] }
    } finally {
      await cluster.stop()
      await run('umount', [disk])
      await rm(disk, { recursive: true })
    }
  },
}

/** Everything temporary goes there from now on: the database that is started next. */
async function mountSmallDisk(): Promise<string> {
  const disk = await mkdtemp(join('/tmp', 'sluice-disk-'))
  await run('mount', ['-t', 'tmpfs', '-o', `size=${SMALL_MB}m`, 'tmpfs', disk]).catch(async (error) => {
    await rm(disk, { recursive: true })
    throw new Skipped(`a small disk could not be mounted: ${error.message}`)
  })
  await chmod(disk, 0o755)
  process.env.TMPDIR = disk
  return disk
}

async function fillDisk(cluster: Cluster, disk: string, seed: number, say: RunOptions['say']): Promise<Outcome> {
  const random = new Random(seed)
  const { orgId } = await configurePool(cluster.postgres, { orgId: 'full' })
  const target = { url: cluster.ingest.url, key: await cluster.makeKey(orgId) }
  const log = newAckLog()
  const events = makeEvents(random, { count: 45_000, prefix: 'full', clinics: ['clinic-0', 'clinic-1', 'clinic-2'] })
  const sending = sendAll(target, inBatches(random, events, 400), log)
  await eventually(
    () => log.retries[503] ?? 0,
    (refused) => refused > 20,
    { timeoutMs: 120_000 },
  )
  const before = log.accepted.size
  say(`disk full: ${before} acknowledged so far`)
  await run('mount', ['-o', `remount,size=${LARGE_MB}m`, disk])
  const from = performance.now()
  // A log that cannot be written ends PostgreSQL; where it did, whoever looks after it starts it again.
  const isThere = await sql`select 1`.execute(cluster.admin).then(
    () => true,
    () => false,
  )
  if (!isThere) await cluster.postgres.restart()
  await eventually(
    () => log.accepted.size,
    (count) => count > before,
    { timeoutMs: 60_000 },
  )
  const recoveryMs = Math.round(performance.now() - from)
  await sending
  const { stored, broken } = await compareWithTables(cluster.admin, orgId, log, 1)
  const counts = {
    'acknowledged before the disk was full': before,
    stored,
    'answers 503': log.retries[503] ?? 0,
    'first acknowledgement after there was room, ms': recoveryMs,
  }
  return {
    counts: { ...counts, 'PostgreSQL ended by it': isThere ? 'no' : 'yes' },
    broken: [...broken, ...cluster.ingest.exits],
  }
}

/** A constraint that is checked at COMMIT fails there, when every statement has succeeded. */
async function failCommits(cluster: Cluster): Promise<Outcome> {
  const { orgId } = await configurePool(cluster.postgres, { orgId: 'commit' })
  await sql`
    create function refuse_at_commit() returns trigger language plpgsql as $$
      begin if new.org_id = 'commit' then raise exception 'not today' using errcode = '40000'; end if; return null; end $$`.execute(
    cluster.admin,
  )
  await sql`create constraint trigger refuse_at_commit after insert on event_key deferrable initially deferred
            for each row execute function refuse_at_commit()`.execute(cluster.admin)
  const target = { url: cluster.ingest.url, key: await cluster.makeKey(orgId) }
  const events = makeEvents(new Random(1), { count: 20, prefix: 'commit', clinics: ['clinic-0'] })
  const answers = await Promise.all(events.map((event) => post(target, [event])))
  await sql`drop trigger refuse_at_commit on event_key`.execute(cluster.admin)
  const acknowledged = answers.filter(({ status }) => status === 200).length
  return {
    counts: { 'answers when COMMIT fails': [...new Set(answers.map(({ status }) => status))].join(', ') },
    broken: acknowledged === 0 ? [] : [`${acknowledged} acknowledged though COMMIT failed`],
  }
}
