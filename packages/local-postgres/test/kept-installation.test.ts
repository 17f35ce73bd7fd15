import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect } from 'vitest'
import { openInstallation, removeInstallation } from '../src/installation.ts'

const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are wanted: none
  .extend('parent', async ({}, { onCleanup }) => {
    const parent = await mkdtemp(join(tmpdir(), 'sluice-folder-'))
    await chmod(parent, 0o711)
    onCleanup(() => rm(parent, { recursive: true, force: true }))
    return parent
  })

test('a folder that is moved takes its database along', async ({ parent }) => {
  const [before, after] = [join(parent, 'a'), join(parent, 'b')]
  expect((await openInstallation(before)).databaseDir).toBe(join(before, 'postgres'))
  await rename(before, after)
  expect((await openInstallation(after)).databaseDir).toBe(join(after, 'postgres'))
})

test.skipIf(process.getuid?.() !== 0)(
  'as root, where the database’s user may not pass, its data goes elsewhere, is found again and removed with the rest',
  async ({ parent }) => {
    const [home, elsewhere] = [join(parent, 'home'), join(parent, 'var')]
    await mkdir(home, { mode: 0o700 })
    const first = await openInstallation(join(home, 'data'), elsewhere)
    expect(first.databaseDir.startsWith(elsewhere)).toBe(true)
    expect(await openInstallation(join(home, 'data'), elsewhere)).toEqual(first)

    await mkdir(first.databaseDir, { recursive: true })
    await writeFile(`${first.databaseDir}.password`, 'x')
    await removeInstallation(join(home, 'data'))
    expect(await readdir(join(first.databaseDir, '..'))).toEqual([])
    expect(await readdir(join(home, 'data'))).toEqual([])
  },
)

test('removing what is not there is no fault; removing what is not ours is', async ({ parent }) => {
  await removeInstallation(join(parent, 'none'))
  await removeInstallation(parent)
  await writeFile(join(parent, 'notes.txt'), '')
  await expect(removeInstallation(parent)).rejects.toThrow('not a data folder of Sluice')
})

const faultyMarkers = ['{"postgres":"postgres"}', '{"format":2,"database":"postgres"}', '{"format":1,"dat', '[]']

test.for(faultyMarkers)(
  'a folder of another version (%s) is told with instructions and left alone',
  async (marker, { parent: folder }) => {
    await writeFile(join(folder, 'sluice.json'), marker)
    for (const attempt of [openInstallation, removeInstallation])
      await expect(attempt(folder)).rejects.toThrow(
        /sluice\.json is not of data folder format 1[\s\S]*SLUICE_DATA_DIR=/,
      )
    expect(await readdir(folder)).toEqual(['sluice.json'])
  },
)
