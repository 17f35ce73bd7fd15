// The data folder and the small files beside it: <dataDir>.password and <dataDir>.port.
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, readdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import { giveTo, type ServerUser } from './server-user.ts'

const run = promisify(execFile)

/** Name of the superuser, and of the database that migrations go to. */
export const superuser = 'postgres'
export const databaseName = 'sluice'

export interface DataFolder {
  dataDir: string
  binaries: Binaries
  user: ServerUser | undefined
  /** False only for tests: data that may be lost in a power cut need not be flushed. */
  durable: boolean
}

/** Creates the data where there is none, checks what is there otherwise. Returns the superuser's password. */
export async function prepareDataFolder(folder: DataFolder): Promise<string> {
  const { dataDir, binaries, user } = folder
  const version = await readFile(join(dataDir, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (version === undefined) return await createData(folder)
  if (version.trim() !== binaries.major) throw new Error(wrongVersion(dataDir, version.trim(), binaries.major))
  if (user) await takeOver(dataDir, user)
  return await readFile(`${dataDir}.password`, 'utf8').catch((cause) => {
    throw new Error(`${dataDir} has data but ${dataDir}.password is missing; bring it back from the same backup.`, {
      cause,
    })
  })
}

function wrongVersion(dataDir: string, found: string, ours: string): string {
  return (
    `The data in ${dataDir} was written by PostgreSQL ${found}; this version of Sluice brings PostgreSQL ${ours}, which cannot read it. ` +
    `Either start the version of Sluice that wrote it, or move the data: load a pg_dump made by PostgreSQL ${found} ` +
    `(docker run postgres:${found} on a copy of the folder) into a new, empty SLUICE_DATA_DIR. Nothing was changed.`
  )
}

/** A copy made by root (a restored backup) belongs to root; the server only opens data of its own user. */
async function takeOver(dataDir: string, user: ServerUser): Promise<void> {
  if ((await stat(dataDir)).uid !== user.uid) await giveTo(user, dataDir)
  await chmod(dataDir, 0o700)
}

/** initdb works in a folder aside that is renamed when complete: killed half-way, it leaves nothing that looks like data. */
async function createData(folder: DataFolder): Promise<string> {
  const { dataDir, user } = folder
  await refuseForeignFiles(dataDir)
  await removeUnfinished(dataDir)
  const password = randomBytes(24).toString('base64url')
  const aside = `${dataDir}.new-${randomBytes(4).toString('hex')}`
  await mkdir(join(aside, 'data'), { recursive: true, mode: 0o700 })
  try {
    await writeFile(join(aside, 'password'), password, { mode: 0o600 })
    if (user) await giveTo(user, aside)
    await runInitdb(folder, aside)
    // The password first: if it is killed between the two, the next start finds no data and writes both again.
    await rename(join(aside, 'password'), `${dataDir}.password`)
    if (user) await chown(`${dataDir}.password`, 0, 0)
    await rmdir(dataDir).catch(() => undefined) // empty, or not there
    await rename(join(aside, 'data'), dataDir)
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
  return password
}

async function refuseForeignFiles(dataDir: string): Promise<void> {
  const entries = await readdir(dataDir).catch(() => [])
  if (entries.length === 0) return
  throw new Error(`${dataDir} holds other files (${entries[0]}, …) and no PostgreSQL data; nothing was changed there.`)
}

/** We hold the launcher's lock, so these belong to nobody who lives. */
async function removeUnfinished(dataDir: string): Promise<void> {
  for (const name of await readdir(dirname(dataDir))) {
    if (!name.startsWith(`${basename(dataDir)}.new-`)) continue
    // An initdb that outlived its launcher may still be writing there.
    await rm(join(dirname(dataDir), name), { recursive: true, force: true, maxRetries: 20 })
  }
}

async function runInitdb({ binaries, user, durable }: DataFolder, aside: string): Promise<void> {
  // PostgreSQL's own C.UTF-8: sorts the same on every system and after every system upgrade. Also 0.4 s quicker.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = ['--auth=scram-sha-256', `--username=${superuser}`, `--pwfile=${join(aside, 'password')}`]
  const args = ['-D', join(aside, 'data'), ...locale, ...access, ...(durable ? [] : ['--no-sync'])]
  await run(binaries.initdb, args, { ...user, cwd: aside, env: serverEnvironment() }).catch((cause) => {
    throw new Error(`initdb could not create the database: ${String(cause.stderr ?? cause.message).trim()}`, { cause })
  })
}

/** Not our own environment: it holds secrets, and PG* variables would change what the server does. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, TMPDIR, SystemRoot } = process.env
  const known = { PATH, TMPDIR, SystemRoot, LC_ALL: 'C', TZ: 'UTC' }
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))
}

/** The port of the last start where it is still free (links and bookmarks keep working), else a new one. */
export async function choosePort(dataDir: string): Promise<number> {
  const remembered = Number(await readFile(`${dataDir}.port`, 'utf8').catch(() => '0'))
  const port = (await freePort(remembered)) ?? (await freePort(0))
  if (port === undefined) throw new Error('No free port on 127.0.0.1 for the database.')
  return port
}

export async function rememberPort(dataDir: string, port: number): Promise<void> {
  await writeFile(`${dataDir}.port`, String(port))
}

function freePort(wanted: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined))
    })
  })
}
