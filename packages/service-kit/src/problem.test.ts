import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Problem, problems, problemToDocument } from './problem.ts'

const page = readFileSync(new URL('../../../docs/problems.md', import.meta.url), 'utf8')
const rows = new Map(
  [...page.matchAll(/^\| `([a-z-]+)` \| (\d+) \| (.+?) \| (.+?) \|$/gm)].map(([, code, ...cells]) => [code, cells]),
)

test.each(Object.entries(problems))('docs/problems.md describes %s', (code, { status, title, advice }) => {
  expect(rows.get(code)).toEqual([String(status), title, advice])
})

test('docs/problems.md describes nothing else', () => {
  expect([...rows.keys()].sort()).toEqual(Object.keys(problems).sort())
})

test('a document carries the code, its status and title, and the request', () => {
  const problem = new Problem('bad-cursor', 'Not ours.', {
    errors: [{ pointer: '#/query/cursor', detail: 'a cursor' }],
  })
  expect(problemToDocument(problem, 'r1')).toEqual({
    type: '/problems/bad-cursor',
    title: problems['bad-cursor'].title,
    status: 400,
    detail: 'Not ours.',
    code: 'bad-cursor',
    instance: 'urn:sluice:request:r1',
    errors: [{ pointer: '#/query/cursor', detail: 'a cursor' }],
  })
})

test('no errors, no member errors', () => {
  expect(problemToDocument(new Problem('forbidden', 'No.'), 'r1')).not.toHaveProperty('errors')
})
