// One launcher per data folder. PostgreSQL's own postmaster.pid stops two servers, but it cannot tell the server of a
// launcher that is alive (leave it alone) from the server of one that was killed (stop it); this file can.
import { randomBytes } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { describeProcess } from './processes.ts'

/** Takes the lock file for this process or throws, naming the live process that has it. Returns the release. */
export async function takeLauncherLock(file: string): Promise<() => Promise<void>> {
  const mine = JSON.stringify({ pid: process.pid, startedAt: describeProcess(process.pid)?.startedAt ?? '' })
  // Three rounds: lose to nobody once, to another starter's clean-up twice.
  for (let round = 0; round < 3; round += 1) {
    if (await createWhole(file, mine)) return () => release(file, mine)
    const theirs = await readFile(file, 'utf8').catch(() => undefined)
    const pid = theirs === undefined ? undefined : liveHolder(theirs)
    if (pid !== undefined) throw new Error(alreadyRunning(file, pid))
    if (theirs !== undefined) await removeStale(file, theirs)
  }
  throw new Error(`Several processes are starting the same database at once (${file}); try again.`)
}

/** Written aside and linked into place: nobody ever reads half a lock file. */
async function createWhole(file: string, content: string): Promise<boolean> {
  const aside = `${file}.${randomBytes(6).toString('hex')}`
  await writeFile(aside, content, { mode: 0o600 })
  try {
    await link(aside, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    await rm(aside, { force: true })
  }
}

function liveHolder(content: string): number | undefined {
  try {
    const { pid, startedAt } = JSON.parse(content)
    return describeProcess(pid)?.startedAt === startedAt ? pid : undefined
  } catch {
    return undefined // half a file after a power cut: nobody lives through that
  }
}

/** Renamed first, then looked at: between reading and removing, another starter may have put its own lock there. */
async function removeStale(file: string, expected: string): Promise<void> {
  const aside = `${file}.${randomBytes(6).toString('hex')}`
  const taken = await rename(file, aside).then(
    () => readFile(aside, 'utf8'),
    () => undefined,
  )
  if (taken !== undefined && taken !== expected) await link(aside, file).catch(() => undefined)
  await rm(aside, { force: true })
}

async function release(file: string, mine: string): Promise<void> {
  const content = await readFile(file, 'utf8').catch(() => undefined)
  if (content === mine) await rm(file, { force: true })
}

function alreadyRunning(file: string, pid: number): string {
  const who = pid === process.pid ? 'This process' : `Another process (pid ${pid})`
  return `${who} already runs the database in ${file.replace(/\.launcher$/, '')}. Stop it first, or set SLUICE_DATA_DIR to another folder.`
}
