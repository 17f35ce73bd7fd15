import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { makeObjectsYoung } from './short-lived.ts'

test('the flag is one that this Node knows: of others nobody is told, and nothing would be as it says', () => {
  expect(() => execFileSync(process.execPath, ['--no-allocation-site-pretenuring', '--eval', ''])).not.toThrow()
  expect(makeObjectsYoung).not.toThrow()
})
