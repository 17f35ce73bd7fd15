import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { makeTemporaryFolder } from '@sluice/test-kit/temporary-folder'
import { expect } from 'vitest'
import { backUpInstallation, openInstallation, restoreInstallation, startLocalPostgres } from '../src/index.ts'
import { testFromNothing as base, query } from './support.ts'

const test = base
  .extend('installation', async ({ dataDir }): Promise<string> => {
    const path = dirname(dataDir)
    expect((await openInstallation(path)).databaseDir).toBe(dataDir)
    await writeFile(join(path, 'keys.json'), '{"admin":"a key"}', { mode: 0o600 })
    await writeFile(join(path, 'connection.json'), '{}')
    await writeFile(join(path, 'sluice.log'), 'a line')
    return path
  })
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are wanted: none
  .extend('away', async ({}, { onCleanup }): Promise<string> => {
    const folder = await makeTemporaryFolder()
    onCleanup(() => rm(folder, { recursive: true, force: true }))
    return folder
  })

/** Starts PostgreSQL on an installation, asks, and stops it again. */
async function ask(installation: string, statement: string): Promise<Record<string, unknown>[]> {
  const { databaseDir: dataDir } = await openInstallation(installation)
  const server = await startLocalPostgres({ dataDir, log: () => undefined, settings: { fsync: 'off' } })
  return query(server.adminUrl, statement).finally(() => server.stop())
}

test('a backup is refused while the database runs, holds everything when it is stopped, and starts again elsewhere', async ({
  installation,
  away,
  start,
}) => {
  const [backup, restored] = [join(away, 'backup'), join(away, 'restored')]
  const server = await start()
  await query(server.adminUrl, 'create table kept (n int)', 'insert into kept values (7)')
  await expect(backUpInstallation(installation, backup)).rejects.toThrow(/already runs the database .* Stop it first/)
  await server.stop()
  expect(await readdir(away)).toEqual([])

  const copied = await backUpInstallation(installation, backup)
  expect(copied.files).toBeGreaterThan(500)
  expect((await readdir(backup)).toSorted()).toEqual(['keys.json', 'postgres', 'postgres.password', 'sluice.json'])
  expect([(await stat(backup)).mode & 0o777, (await stat(join(backup, 'keys.json'))).mode & 0o777]).toEqual([
    0o700, 0o600,
  ])
  await rm(installation, { recursive: true })

  // As people name it on the command line.
  expect(await restoreInstallation(backup, relative(process.cwd(), restored))).toEqual(copied)
  expect(await readFile(join(restored, 'keys.json'), 'utf8')).toBe('{"admin":"a key"}')
  expect(await ask(restored, 'select n from kept')).toEqual([{ n: 7 }])
})

test('what was committed before a crash is in the backup made after it', async ({ installation, away, start }) => {
  const backup = join(away, 'backup')
  const server = await start()
  await query(server.adminUrl, 'create table kept (n int)', 'insert into kept values (7)')
  process.kill(server.pid, 'SIGKILL')
  await server.exited
  await server.stop()
  await backUpInstallation(installation, backup)
  await restoreInstallation(backup, join(away, 'restored'))
  expect(await ask(join(away, 'restored'), 'select n from kept')).toEqual([{ n: 7 }])
})

test('nothing is written over, and nothing is copied into itself', async ({ installation, away, start }) => {
  const none = join(away, 'none')
  await expect(backUpInstallation(none, join(away, 'to'))).rejects.toThrow('is no data folder of Sluice')
  await expect(backUpInstallation(installation, join(away, 'to'))).rejects.toThrow('has no database')
  await (await start()).stop()
  await expect(backUpInstallation(installation, join(installation, 'backup'))).rejects.toThrow('hold one another')
  await expect(backUpInstallation(installation, dirname(installation))).rejects.toThrow('hold one another')
  await writeFile(join(away, 'notes.txt'), 'mine')
  for (const copy of [backUpInstallation, restoreInstallation])
    await expect(copy(installation, away)).rejects.toThrow(/is not empty \(notes\.txt.*Nothing was copied/)
  expect(await readdir(away)).toEqual(['notes.txt'])
})
