// Folders of test servers, named after the process that made them, so that a later run can clear up after one that was
// killed before it could do so itself.
import { chmod, mkdtemp, readdir, readFile, readlink, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stopLeftoverPostgres } from '@sluice/local-postgres'

const prefix = 'sluice-test-'

const inMemory = '/dev/shm'
// The data of a whole run is some 300 MB, its write-ahead log up to 1 GB.
const neededBytes = 2 * 2 ** 30

/**
 * A new folder that a server running as another user may enter: in memory where there is such a place (Linux) and the run
 * has room in it, else under the system's temporary one. The 700 files of a database cost 30 ms of the processor to make
 * in memory, 450 ms on a disk; to the crash of a process both are the same.
 */
export async function makeTemporaryFolder(): Promise<string> {
  // A setting for temporary files is respected: a program that fills a small disk must have its database there.
  const parent = process.env.TMPDIR === undefined && (await hasRoomInMemory()) ? inMemory : tmpdir()
  const folder = await mkdtemp(join(parent, `${prefix}${process.pid}-`))
  await chmod(folder, 0o711)
  return folder
}

async function hasRoomInMemory(): Promise<boolean> {
  const room = await statfs(inMemory).catch(() => undefined)
  return room !== undefined && room.bavail * room.bsize > neededBytes && process.availableMemory() > 2 * neededBytes
}

/** Stops servers and removes folders of test runs that were killed. */
export async function clearKilledRuns(): Promise<void> {
  await Promise.all([clearKilledRunsIn(tmpdir()), clearKilledRunsIn(inMemory)])
}

async function clearKilledRunsIn(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    const maker = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]
    if (maker === undefined || isAlive(Number(maker))) continue
    const folder = join(parent, name)
    await stopLeftoverPostgres(join(folder, 'postgres')).catch(() => undefined)
    await stopLeftoverRedis(folder)
    await rm(folder, { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function stopLeftoverRedis(folder: string): Promise<void> {
  const pid = Number(await readFile(join(folder, 'redis.pid'), 'utf8').catch(() => '0'))
  // The number may have been given to somebody else since; only ours works in that folder.
  const worksIn = pid > 0 ? await readlink(`/proc/${pid}/cwd`).catch(() => '') : ''
  if (worksIn === folder) process.kill(pid, 'SIGKILL')
}
