// A backup of an installation on its own PostgreSQL: a copy of its whole folder, made while it is stopped. npm brings no
// pg_dump, and a copy is also the one backup that needs nothing but itself to be started again.
import { existsSync } from 'node:fs'
import { chmod, copyFile, cp, mkdir, open, readdir, stat } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import {
  ELSEWHERE,
  findInstallation,
  type Installation,
  isDatabasePart,
  MARKER,
  markInstallation,
  placeInstallation,
} from './installation.ts'
import { whileStopped } from './local-postgres.ts'

export interface Copied {
  files: number
  bytes: number
}

/**
 * Copies an installation that is stopped to a new folder, which only its owner may enter: it holds keys and secrets. The copy is
 * on the disk when this resolves; broken off half-way it is not known as an installation.
 * @throws when there is no installation, while it runs, or when the folder holds anything
 */
export async function backUpInstallation(from: string, to: string): Promise<Copied> {
  const source = await requireDatabase(from)
  await requireEmptyOutside(source.path, to)
  return copyInto(source, resolve(to), async () => {
    await mkdir(to, { recursive: true, mode: 0o700 })
    return 'postgres'
  })
}

/**
 * The way back: the installation of a backup, in a new folder that `npm start` runs on.
 * @param elsewhere where the database goes when the folder is closed to the user it runs as (only as root)
 * @throws when there is no backup, while somebody runs it, or when the folder holds anything
 */
export async function restoreInstallation(backup: string, path: string, elsewhere = ELSEWHERE): Promise<Copied> {
  const source = await requireDatabase(backup)
  await requireEmptyOutside(source.path, path)
  return copyInto(source, resolve(path), () => placeInstallation(path, elsewhere))
}

async function requireDatabase(path: string): Promise<Installation> {
  const found = await findInstallation(resolve(path))
  if (found === undefined) throw new Error(`${path} is no data folder of Sluice (it has no ${MARKER}).`)
  if (!existsSync(join(found.databaseDir, 'PG_VERSION')))
    throw new Error(`${path} has no database: its Sluice runs on a PostgreSQL of your own. Back that one up.`)
  return found
}

async function requireEmptyOutside(from: string, to: string): Promise<void> {
  const isInside = (outer: string, inner: string) => !relative(outer, inner).startsWith('..')
  if (isInside(from, resolve(to)) || isInside(resolve(to), from))
    throw new Error(`${to} and ${from} hold one another; name a folder outside.`)
  const [first] = existsSync(to) ? await readdir(to) : []
  if (first !== undefined) throw new Error(`${to} is not empty (${first}, …); name a new folder. Nothing was copied.`)
}

/** @param makeFolder says where the copy's database goes: beside its other files, or a path of its own */
async function copyInto(
  { path, databaseDir }: Installation,
  to: string,
  makeFolder: () => Promise<string>,
): Promise<Copied> {
  return whileStopped(databaseDir, async () => {
    const database = await makeFolder()
    const target = resolve(to, database)
    await cp(databaseDir, target, { recursive: true, filter: (file) => basename(file) !== 'postmaster.pid' })
    await chmod(target, 0o700) // PostgreSQL starts on no other
    await copyFile(`${databaseDir}.password`, `${target}.password`)
    for (const name of await otherFiles(path, databaseDir)) await copyFile(join(path, name), join(to, name))
    const copied = await flush([to, target, `${target}.password`])
    await markInstallation(to, database)
    await flush([join(to, MARKER)])
    return copied
  })
}

/** Keys, secrets and what else is no database, without what belongs to a run. */
async function otherFiles(path: string, databaseDir: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map(({ name }) => name)
    .filter((name) => name !== MARKER && name !== 'connection.json' && !isDatabasePart(databaseDir, name))
}

/** Has the disk keep all of this: what is only in memory is no backup. */
async function flush(paths: readonly string[]): Promise<Copied> {
  const all = { files: 0, bytes: 0 }
  for (const path of paths) {
    const found = await stat(path)
    await flushOne(path, found.isDirectory())
    const below = found.isDirectory() ? (await readdir(path)).map((name) => join(path, name)) : []
    const { files, bytes } = await flush(below.filter((file) => !paths.includes(file)))
    all.files += files + (found.isFile() ? 1 : 0)
    all.bytes += bytes + (found.isFile() ? found.size : 0)
  }
  return all
}

async function flushOne(path: string, isFolder: boolean): Promise<void> {
  if (isFolder && process.platform === 'win32') return // Windows has no such thing
  const handle = await open(path, isFolder ? 'r' : 'r+')
  await handle.sync().finally(() => handle.close())
}
