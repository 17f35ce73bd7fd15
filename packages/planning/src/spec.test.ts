import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { defaultPolicy } from './default-policy.ts'

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

test('docs/planning.md names every setting of the policy', () => {
  const page = readFileSync(new URL('../../../docs/planning.md', folder), 'utf8')
  const names = Object.entries(defaultPolicy).flatMap(([name, value]) =>
    typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : [name],
  )
  expect(names.filter((name) => !page.includes(name))).toEqual([])
})

test('[R4] the checker imports nothing of what it checks', () => {
  const allowed = [
    '@sluice/allocation',
    './effective.types.ts',
    './input.ts',
    './plan.types.ts',
    './verify-by-id.ts',
    './verify-cells.ts',
    './verify-facts.ts',
    './verify-first.ts',
    './verify-places.ts',
    './verify-relaxed.ts',
    './verify-sources.ts',
  ]
  const parts = ['by-id', 'cells', 'facts', 'first', 'places', 'relaxed', 'sources', 'effective'].map(
    (part) => `verify-${part}.ts`,
  )
  for (const file of ['verify.ts', ...parts]) {
    const text = readFileSync(new URL(file, folder), 'utf8')
    const imported = [...text.matchAll(/from '([^']+)'/g)].map((match) => match[1] ?? '')
    expect(imported.filter((name) => !allowed.includes(name))).toEqual([])
  }
})
