import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { defaultLimits } from './reading.ts'
import { refusalDetails } from './refusal.ts'

const folder = new URL('.', import.meta.url)

test('every rule of SPEC.md is quoted by a test, and no test quotes a rule that is not there', () => {
  const spec = readFileSync(new URL('../SPEC.md', folder), 'utf8')
  const rules = [...spec.matchAll(/^- (FH\d+) /gm)].map((match) => match[1] ?? '')
  const tests = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'))
  const text = tests.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n')
  const quoted = new Set([...text.matchAll(/\[(FH\d+(?:, FH\d+)*)\]/g)].flatMap((match) => match[1]?.split(', ') ?? []))
  expect(rules.length).toBe(new Set(rules).size)
  expect(rules.filter((rule) => !quoted.has(rule))).toEqual([])
  expect([...quoted].filter((rule) => !rules.includes(rule))).toEqual([])
})

test('docs/fhir.md names every code of a refusal, and the limits', () => {
  const page = readFileSync(new URL('../../../docs/fhir.md', folder), 'utf8')
  expect(Object.keys(refusalDetails).filter((code) => !page.includes(`\`${code}\``))).toEqual([])
  const limits = Object.values(defaultLimits).map((limit) => limit.toLocaleString('en-US'))
  expect(limits.filter((limit) => !page.includes(limit))).toEqual([])
})
