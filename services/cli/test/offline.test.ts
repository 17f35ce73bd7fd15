import { expect } from 'vitest'
import { test } from './fixture.ts'

const problem = {
  totalMinor: 1_000,
  unitMinor: 1,
  reserve: { hurdle: 1, maxMinor: null },
  groups: [],
  cells: [
    {
      id: 'a',
      groupId: null,
      minMinor: 0,
      maxMinor: 600,
      valueMinor: 31_200,
      headroom: 4.5,
      curve: { kind: 'hill', ceiling: 12, halfSpendMinor: 40_000 },
    },
  ],
}

test('allocate answers one problem from standard input or a file, many with --ndjson', async ({ cli }) => {
  const text = JSON.stringify(problem)
  const piped = await cli.run(['allocate'], { stdin: text })
  expect(piped).toMatchObject({ code: 0, err: '' })
  expect(JSON.parse(piped.out)).toMatchObject({ kind: 'optimal', allocation: { a: 600 }, reserveMinor: 400 })
  const file = await cli.file('problem.json', text)
  expect((await cli.run(['allocate', file])).out).toBe(piped.out)
  const many = await cli.run(['allocate', '--ndjson'], { stdin: `${text}\n\nnonsense\n${text}\n` })
  expect(many.code).toBe(2)
  expect(many.out.split('\n').map((line) => line && JSON.parse(line).kind)).toEqual([
    'optimal',
    'invalid',
    'optimal',
    '',
  ])
})

test('verify says ok, or what is wrong with exit code 1', async ({ cli }) => {
  const { out } = await cli.run(['allocate'], { stdin: JSON.stringify(problem) })
  const problemFile = await cli.file('problem.json', JSON.stringify(problem))
  const resultFile = await cli.file('result.json', out)
  expect(await cli.run(['verify', problemFile, resultFile])).toEqual({ code: 0, out: 'ok\n', err: '' })
  const result = { ...JSON.parse(out), allocation: { a: 599 }, reserveMinor: 401 }
  const both = JSON.stringify({ problem, result })
  const wrong = await cli.run(['verify'], { stdin: both })
  expect(wrong.code).toBe(1)
  expect(wrong.out).toMatch(/^wrong\n {2}pool: /)
  const lines = await cli.run(['verify', '--ndjson', '--json'], { stdin: `${both}\n` })
  expect(JSON.parse(lines.out)).toMatchObject({ kind: 'wrong' })
  expect(await cli.run(['verify', '--ndjson', 'missing.ndjson'])).toMatchObject({ code: 2 })
})

test('verify says what published numbers may cost', async ({ cli }) => {
  const two = [600, 900].map((maxMinor, i) => ({ ...problem.cells[0], id: `c${i}`, maxMinor }))
  const both = { ...problem, cells: two }
  const { out } = await cli.run(['allocate'], { stdin: JSON.stringify(both) })
  const published = { allocation: { c0: 510, c1: 490 }, reserveMinor: 0, gapMinor: 5 }
  const text = JSON.stringify({ problem: both, result: JSON.parse(out), published })
  const checked = await cli.run(['verify'], { stdin: text })
  expect(checked.code).toBe(0)
  expect(checked.out).toMatch(/^ok: proven to be at most [\d.e-]+ minor units a day below the best split\n$/)
  const claims = JSON.stringify({ ...JSON.parse(text), published: { ...published, gapMinor: 0 } })
  expect(await cli.run(['verify'], { stdin: claims })).toMatchObject({ code: 1 })
})
