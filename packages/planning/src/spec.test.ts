import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const folder = new URL('.', import.meta.url)

test('every rule of SPEC.md is quoted by a test, and no test quotes a rule that is not there', () => {
  const spec = readFileSync(new URL('../SPEC.md', folder), 'utf8')
  const rules = [...spec.matchAll(/^- ([A-Z]\d+) /gm)].map((match) => match[1] ?? '')
  const tests = readdirSync(folder).filter((name) => name.endsWith('.test.ts'))
  const text = tests.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n')
  const quoted = new Set(
    [...text.matchAll(/\[([A-Z]\d+(?:, [A-Z]\d+)*)\]/g)].flatMap((match) => match[1]?.split(', ') ?? []),
  )
  expect(rules.length).toBe(new Set(rules).size)
  expect(rules.filter((rule) => !quoted.has(rule))).toEqual([])
  expect([...quoted].filter((rule) => !rules.includes(rule))).toEqual([])
})
