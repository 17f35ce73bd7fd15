// The folder where `npm start` keeps everything: the database's folder, keys, secrets, log.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { stopLeftoverPostgres } from './local-postgres.ts'
import { canHoldDatabase } from './server-user.ts'

/** What a data folder of ours is known by; says where its database is. */
export const MARKER = 'sluice.json'
/** Version of the data folder's layout; another number is another layout, which this version does not read. */
const FORMAT = 1
/** Where a database goes that cannot be in its installation's folder. */
export const ELSEWHERE = '/var/lib/sluice'

const marker = z.object({ format: z.literal(FORMAT), database: z.string().min(1) })

export interface Installation {
  path: string
  /** Folder of the embedded PostgreSQL. Beside the other files, unless its user cannot get there. */
  databaseDir: string
}

/**
 * Opens the data folder, making it where there is none.
 * @param elsewhere where the database goes when this folder is closed to the user it runs as (only as root)
 * @throws when the folder holds somebody else's files, or data that this version cannot read
 */
export async function openInstallation(path: string, elsewhere = ELSEWHERE): Promise<Installation> {
  const known = await findInstallation(path)
  if (known) return known
  await refuseForeignFiles(path)
  const database = await placeInstallation(path, elsewhere)
  await markInstallation(path, database)
  return { path, databaseDir: resolve(path, database) }
}

/** The existing data folder; undefined: none. */
export async function findInstallation(path: string): Promise<Installation | undefined> {
  const databaseDir = await readMarker(path)
  return databaseDir === undefined ? undefined : { path, databaseDir }
}

/** Makes the folder and says where its database goes; it is not known as ours before it is marked. */
export async function placeInstallation(path: string, elsewhere: string): Promise<string> {
  const created = await mkdir(path, { recursive: true })
  // Others may pass through but not look: as root, PostgreSQL runs as another user and must get to its data.
  if (created) await chmod(path, 0o711)
  const isOpen = await canHoldDatabase(join(path, 'postgres'))
  // Relative where it can be: a folder that is moved takes its database along.
  return isOpen ? 'postgres' : join(elsewhere, shortName(path), 'postgres')
}

/** Says that this is a data folder, and where its database is. */
export async function markInstallation(path: string, database: string): Promise<void> {
  await writeFile(join(path, MARKER), `${JSON.stringify({ format: FORMAT, database }, null, 2)}\n`)
}

/** Removes all there is in the folder. @throws when it is no data folder of ours, of another version, or in use. */
export async function removeInstallation(path: string): Promise<void> {
  if (!existsSync(path) || (await readdir(path)).length === 0) return
  const databaseDir = await readMarker(path)
  if (!databaseDir)
    throw new Error(`${path} is not a data folder of Sluice (it has no ${MARKER}), so nothing in it was removed.`)
  if (existsSync(databaseDir)) await stopLeftoverPostgres(databaseDir)
  // The marker goes last: broken off half-way, it is still known as ours.
  await removeDatabase(databaseDir)
  for (const name of await readdir(path)) if (name !== MARKER) await rm(join(path, name), { recursive: true })
  await rm(join(path, MARKER))
}

async function removeDatabase(databaseDir: string): Promise<void> {
  const parent = dirname(databaseDir)
  const names = existsSync(parent) ? await readdir(parent) : []
  for (const name of names.filter((name) => isDatabasePart(databaseDir, name)))
    await rm(join(parent, name), { recursive: true, force: true })
}

/** <databaseDir> and what is kept beside it: <databaseDir>.password and the like. */
export function isDatabasePart(databaseDir: string, name: string): boolean {
  return name === basename(databaseDir) || name.startsWith(`${basename(databaseDir)}.`)
}

async function readMarker(path: string): Promise<string | undefined> {
  const text = await readFile(join(path, MARKER), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const { data } = marker.safeParse(parseJson(text))
  if (data === undefined) throw new Error(unreadable(path))
  return resolve(path, data.database)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Nothing is removed either: where the database of such a folder is, only the version that wrote it knows. */
function unreadable(path: string): string {
  return [
    `${join(path, MARKER)} is not of data folder format ${FORMAT}: another version of Sluice wrote it, or it is damaged.`,
    'Nothing was changed. Either of:',
    '  Start the version of Sluice that wrote it.',
    `  Start over: stop whatever runs on ${path}, move or remove that folder yourself, then npm start;`,
    '  or leave it and name another one: SLUICE_DATA_DIR=<a new folder> npm start',
  ].join('\n')
}

async function refuseForeignFiles(path: string): Promise<void> {
  const [first] = existsSync(path) ? await readdir(path) : []
  if (first === undefined) return
  throw new Error(
    `${path} holds other files (${first}, …) and no data of Sluice. Set SLUICE_DATA_DIR to an empty or a new folder.`,
  )
}

/** Two folders of the same name must not share a database. */
function shortName(path: string): string {
  return `${basename(dirname(path))}-${createHash('sha256').update(path).digest('hex').slice(0, 8)}`
}
