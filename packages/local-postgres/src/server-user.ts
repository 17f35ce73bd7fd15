// PostgreSQL refuses to run as root, so under root the server runs as the user "postgres", which is created when it is
// missing. That user must be able to enter every folder above the data.
import { execFile } from 'node:child_process'
import { chmod, lchown, mkdir, readdir, realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Whom the server runs as. */
export interface ServerUser {
  uid: number
  gid: number
}

/** The user "postgres" when we are root; nobody in particular (ourselves) when we are not. */
export async function findServerUser(log: (line: string) => void): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const existing = await lookUpPostgres()
  if (existing) return existing
  log('creating the system user "postgres", which the database server runs as')
  await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']).catch((cause) => {
    throw new Error(
      'PostgreSQL does not run as root, and the user "postgres" could not be created. ' +
        'Create it (useradd --system postgres), start as another user, or set DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    )
  })
  const created = await lookUpPostgres()
  if (!created) throw new Error('The user "postgres" was created but cannot be found; run `id postgres` to see why.')
  return created
}

async function lookUpPostgres(): Promise<ServerUser | undefined> {
  try {
    const { stdout } = await run('id', ['postgres'])
    const [, uid, gid] = /^uid=(\d+)\S* gid=(\d+)/.exec(stdout) ?? []
    return uid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) }
  } catch {
    return undefined
  }
}

/**
 * Whether the server's user can get to a data folder there. Only as root can the answer be no: a private home folder
 * is closed to the user "postgres". Callers use it to choose another folder before they start anything.
 */
export async function canHoldDatabase(dataDir: string): Promise<boolean> {
  const user = await findServerUser(() => undefined)
  return user === undefined || (await closedFolder(dirname(dataDir), user)) === undefined
}

/** Creates the folder above the data and returns the data folder's real path; throws when the server cannot get there. */
export async function prepareParent(dataDir: string, user: ServerUser | undefined): Promise<string> {
  const parent = dirname(dataDir)
  if (user) await refuseClosedFolder(dataDir, user)
  const firstCreated = await mkdir(parent, { recursive: true })
  // A strict umask (077) would close the folders we just made to the server's user.
  if (user && firstCreated) {
    await openFolders(firstCreated, parent)
    await refuseClosedFolder(dataDir, user)
  }
  return join(await realpath(parent), basename(dataDir))
}

async function refuseClosedFolder(dataDir: string, user: ServerUser): Promise<void> {
  const closed = await closedFolder(dirname(dataDir), user)
  if (closed === undefined) return
  throw new Error(
    `As root the database server runs as the user "postgres", which may not enter ${closed}, so ${dataDir} cannot hold its data. ` +
      'Set SLUICE_DATA_DIR to a folder it can reach, such as /var/lib/sluice, or start as an ordinary user.',
  )
}

/** The uppermost existing folder on the way that this user may not enter. */
async function closedFolder(folder: string, user: ServerUser): Promise<string | undefined> {
  const way = wayTo(folder)
  // Asked of the system itself rather than read from mode bits: access lists and mounts have a say too.
  const script = 'for one; do [ ! -e "$one" ] || cd "$one" || { printf %s "$one"; exit; }; done'
  const options = { uid: user.uid, gid: user.gid, cwd: '/' }
  return await run('/bin/sh', ['-c', script, 'sh', ...way], options).then(
    ({ stdout }) => (stdout === '' ? undefined : stdout),
    () => way[0],
  )
}

/** From the root to it. */
function wayTo(folder: string): string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [...wayTo(parent), folder]
}

async function openFolders(from: string, to: string): Promise<void> {
  if (to !== from) await openFolders(from, dirname(to))
  await chmod(to, 0o711)
}

/** Hands a folder and all below to the server's user. */
export async function giveTo(user: ServerUser, folder: string): Promise<void> {
  await lchown(folder, user.uid, user.gid)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await giveTo(user, path)
    else await lchown(path, user.uid, user.gid)
  }
}
