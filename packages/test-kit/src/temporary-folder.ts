// Folders of test servers, named after the process that made them, so that a later run can clear up after one that was
// killed before it could do so itself.
import { chmod, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stopLeftoverPostgres } from '@sluice/local-postgres'

const prefix = 'sluice-test-'

/** A new folder under the system's temporary one that a server running as another user may enter. */
export async function makeTemporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`))
  await chmod(folder, 0o711)
  return folder
}

/** Stops servers and removes folders of test runs that were killed. */
export async function clearKilledRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const maker = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]
    if (maker === undefined || isAlive(Number(maker))) continue
    const folder = join(tmpdir(), name)
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
