import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const generator = fileURLToPath(new URL('../generator/generate.ts', import.meta.url))

test('the types that are committed are those of the OpenAPI document: npm run client:generate', async () => {
  await expect(promisify(execFile)(process.execPath, [generator, '--check'])).resolves.toMatchObject({ stderr: '' })
})
