import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { test } from './fixture.ts'

test('what cannot be backed up or restored is said in a sentence', async ({ cli }) => {
  const target = join(cli.folder, 'target')
  const none = await cli.run(['backup', target])
  expect(none).toMatchObject({ code: 1, out: '' })
  expect(none.err).toMatch(/is no data folder of Sluice/)

  const own = await cli.run(['backup', target], { env: { MIGRATION_DATABASE_URL: 'postgres://db/sluice' } })
  expect(own).toMatchObject({ code: 2, out: '' })
  expect(own.err).toMatch(/back it up with pg_dump/)

  await mkdir(target)
  await writeFile(join(target, 'sluice.json'), '{"format":1,"database":"postgres"}')
  const empty = await cli.run(['restore', target])
  expect(empty).toMatchObject({ code: 1, out: '' })
  expect(empty.err).toMatch(/has no database/)
})
