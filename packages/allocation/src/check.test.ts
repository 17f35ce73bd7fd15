import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeCell, makeProblem } from '../test/make.ts'
import { smallProblem } from '../test/small-problems.ts'
import {
  allocate,
  allocateJson,
  type Curve,
  checkProblem,
  type Problem,
  parseProblem,
  verify,
  verifyJson,
  verifyLine,
} from './index.ts'

const pointersOf = (problem: unknown) => checkProblem(problem).map(({ pointer }) => pointer)
const good = makeProblem({
  totalMinor: 10,
  groups: [{ id: 'g', parentId: null, minMinor: 0, maxMinor: null }],
  cells: [makeCell('a', { groupId: 'g' })],
})

describe('a malformed problem', () => {
  test('[A9] is a value with pointers, all faults at once', () => {
    const cells = [makeCell('a', { minMinor: -1, valueMinor: Number.NaN }), makeCell('a', { maxMinor: 1.5 })]
    const result = allocate({ ...good, totalMinor: Number.NaN, unitMinor: 0, cells })
    expect(result.kind === 'invalid' && result.errors.map(({ pointer }) => pointer)).toEqual([
      '/totalMinor',
      '/unitMinor',
      '/cells/0/minMinor',
      '/cells/0/valueMinor',
      '/cells/1/id',
      '/cells/1/maxMinor',
    ])
  })

  test('[A9] amounts end at 10¹⁵', () => {
    expect(pointersOf({ ...good, totalMinor: 1e15 })).toEqual([])
    expect(pointersOf({ ...good, totalMinor: 1e15 + 1 })).toEqual(['/totalMinor'])
    expect(pointersOf({ ...good, totalMinor: Infinity })).toEqual(['/totalMinor'])
  })

  test('[A9] cycles, lost parents and lost groups', () => {
    const group = (id: string, parentId: string | null) => ({ id, parentId, minMinor: 0, maxMinor: null })
    const groups = [group('top', null), group('x', 'y'), group('y', 'z'), group('z', 'y'), group('me', 'me')]
    expect(
      pointersOf({ ...good, groups: [...groups, group('lost', 'nobody')], cells: [makeCell('a', { groupId: 'b' })] }),
    ).toEqual([
      '/groups/4/parentId',
      '/groups/5/parentId',
      expect.stringMatching(/^\/groups\/[23]\/parentId$/),
      '/cells/0/groupId',
    ])
  })

  test('[A9] each curve names its own faults', () => {
    const withCurve = (curve: unknown) => ({ ...good, cells: [{ ...makeCell('a'), curve }] })
    expect(pointersOf(withCurve(null))).toEqual(['/cells/0/curve'])
    expect(pointersOf(withCurve({ kind: 'toString' }))).toEqual(['/cells/0/curve/kind'])
    expect(pointersOf(withCurve({ kind: 'hill', ceiling: -1, halfSpendMinor: 0 }))).toEqual([
      '/cells/0/curve/ceiling',
      '/cells/0/curve/halfSpendMinor',
    ])
    const points = [
      { spendMinor: 5, bookings: 2 },
      { spendMinor: 5, bookings: 3 },
      { spendMinor: 9, bookings: 1 },
    ]
    expect(pointersOf(withCurve({ kind: 'piecewise', points }))).toEqual([
      '/cells/0/curve/points/1/spendMinor',
      '/cells/0/curve/points/2/bookings',
    ])
    expect(pointersOf(withCurve({ kind: 'sShaped', ceiling: 1, halfSpendMinor: 5, exponent: 1 }))).toEqual([
      '/cells/0/curve/exponent',
    ])
  })

  test('[A9] nonsense in any field gives an error value, never a throw, a hang or a wrong plan', () => {
    const nonsense = fc.constantFrom(Number.NaN, -1, 1e15, 1e16, Infinity, 0.5, null, '', 'a', [], {}, undefined, true)
    const paths = fc.constantFrom(
      ...['totalMinor', 'unitMinor', 'reserve', 'groups', 'cells', 'reserve.hurdle', 'reserve.maxMinor'],
      ...['groups.0', 'groups.0.id', 'groups.0.parentId', 'groups.0.minMinor', 'groups.0.maxMinor', 'cells.0'],
      ...['cells.0.id', 'cells.0.groupId', 'cells.0.minMinor', 'cells.0.maxMinor', 'cells.0.valueMinor'],
      ...['cells.0.headroom', 'cells.0.curve', 'cells.0.curve.kind', 'cells.0.curve.ceiling'],
      ...['cells.0.curve.halfSpendMinor', 'overlaps', 'cells.0.curve.points'],
    )
    fc.assert(
      fc.property(
        fc.oneof(fc.constant(good), fc.nat().map(smallProblem)),
        fc.array(fc.tuple(paths, nonsense)),
        (base, changes) => {
          const problem = structuredClone(base) as unknown as Problem
          for (const [path, value] of changes) setAt(problem, path.split('.'), value)
          const result = allocate(problem)
          if (result.kind !== 'invalid') expect(verify(problem, result)).toEqual({ kind: 'ok', gapMinor: 0 })
        },
      ),
      { numRuns: 5000 },
    )
  })
})

describe('extreme figures', () => {
  const amount = fc.constantFrom(0, 1, 2, 7, 1000, 1e9, 1e15 - 1, 1e15)
  const figure = fc.constantFrom(0, 5e-324, 1e-300, 1e-9, 0.3, 1, 1000, 1e15)
  const spend = fc.constantFrom(1e-6, 0.5, 1, 1e4, 1e15)
  const exponent = fc.constantFrom(0.01, 0.3, 1)
  const steep = fc.constantFrom(1.01, 2, 20)
  const anyCurve: fc.Arbitrary<Curve> = fc.oneof(
    fc.record({ kind: fc.constant('hill' as const), ceiling: figure, halfSpendMinor: spend }),
    fc.record({ kind: fc.constant('logarithmic' as const), factor: figure, scaleMinor: spend }),
    fc.record({ kind: fc.constant('exponential' as const), ceiling: figure, scaleMinor: spend }),
    fc.record({ kind: fc.constant('power' as const), bookingsAtReference: figure, referenceMinor: spend, exponent }),
    fc.record({ kind: fc.constant('sShaped' as const), ceiling: figure, halfSpendMinor: spend, exponent: steep }),
  )
  /** Mostly a tree; now and then a cycle, a lost parent or an id used twice. */
  const anyGroup = fc.record({
    id: fc.constantFrom('', '', '', '', '', '', '', 'g0'),
    parent: fc.constantFrom(null, null, 0, 0, 1, 2, 3),
    minMinor: fc.constantFrom(0, 0, 0, 5),
    maxMinor: fc.option(amount, { freq: 2 }),
  })
  const anyCell = fc.record({
    id: fc.constantFrom('', '', '', '', '', '', '', 'c0'),
    group: fc.constantFrom(null, 0, 1),
    minMinor: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 1e15),
    maxMinor: amount,
    valueMinor: figure,
    headroom: fc.option(figure),
    curve: anyCurve,
  })
  const anyProblem: fc.Arbitrary<Problem> = fc
    .record({
      totalMinor: amount,
      unitMinor: fc.constantFrom(1, 1, 3, 1e4, 1e15),
      reserve: fc.record({ hurdle: figure, maxMinor: fc.option(amount, { freq: 1 }) }),
      groups: fc.array(anyGroup, { maxLength: 4 }),
      cells: fc.array(anyCell, { maxLength: 6 }),
    })
    .map(({ groups, cells, ...rest }) => ({
      ...rest,
      groups: groups.map(({ id, parent, ...group }, i) => ({
        ...group,
        id: id || `g${i}`,
        parentId: parent === null ? null : `g${parent}`,
      })),
      cells: cells.map(({ id, group, ...cell }, i) => ({
        ...cell,
        id: id || `c${i}`,
        groupId: group === null || groups.length === 0 ? null : `g${group % groups.length}`,
      })),
    }))

  test('[A9] [A11] from 0 to 10¹⁵, cycles and doubled ids among them: invalid, infeasible or a proven optimum, soon', () => {
    const seen = { invalid: 0, infeasible: 0, optimal: 0 }
    fc.assert(
      fc.property(anyProblem, (problem) => {
        const result = allocate(problem)
        seen[result.kind]++
        if (result.kind !== 'invalid') expect(verify(problem, result)).toEqual({ kind: 'ok', gapMinor: 0 })
        else expect(parseProblem(problem)).toEqual(result)
      }),
      { numRuns: 5000, seed: 3 },
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(500)
  })

  test('[A9] an id used twice is found in ascending order as in any other', () => {
    const cellsOf = (...ids: string[]) => ({ ...good, groups: [], cells: ids.map((id) => makeCell(id)) })
    expect(pointersOf(cellsOf('a', 'b', 'c'))).toEqual([])
    expect(pointersOf(cellsOf('c', 'a', 'b'))).toEqual([])
    expect(pointersOf(cellsOf('a', 'b', 'b'))).toEqual(['/cells/2/id'])
    expect(pointersOf(cellsOf('a', 'b', 'a'))).toEqual(['/cells/2/id'])
    expect(pointersOf(cellsOf('a', '', 'b'))).toEqual(['/cells/1/id'])
    expect(pointersOf(cellsOf(''))).toEqual(['/cells/0/id'])
  })
})

function setAt(target: unknown, [key, ...rest]: string[], value: unknown): void {
  if (typeof target !== 'object' || target === null || key === undefined) return
  const record = target as Record<string, unknown>
  if (rest.length === 0) record[key] = value
  else setAt(record[key], rest, value)
}

describe('the file format', () => {
  test('[A18] unknown keys are refused from outside, at any depth, by pointer', () => {
    const json = structuredClone(good) as unknown as { [key: string]: unknown; cells: Record<string, unknown>[] }
    json['a/b~'] = 1
    Object.assign(json.cells[0] ?? {}, { maxMinr: 5 })
    const parsed = parseProblem(json)
    expect(parsed.kind === 'invalid' && parsed.errors).toEqual([
      { pointer: '/a~1b~0', message: 'unknown key' },
      { pointer: '/cells/0/maxMinr', message: 'unknown key' },
    ])
  })

  test('[A18] one line in, one line out, and the line checks', () => {
    const line = allocateJson(JSON.stringify(good))
    expect(line).not.toContain('\n')
    expect(verifyJson(JSON.stringify(good), line)).toEqual({ kind: 'ok', gapMinor: 0 })
    expect(verifyLine(`{"problem":${JSON.stringify(good)},"result":${line}}`)).toEqual({ kind: 'ok', gapMinor: 0 })
  })

  test('[A18] the documented example', () => {
    const text = `{ "totalMinor": 500000, "unitMinor": 1, "reserve": { "hurdle": 1.0, "maxMinor": null },
      "groups": [ { "id": "west", "parentId": null, "minMinor": 0, "maxMinor": 200000 } ],
      "cells": [ { "id": "a", "groupId": "west", "minMinor": 0, "maxMinor": 90000, "valueMinor": 31200, "headroom": 4.5,
                   "curve": { "kind": "hill", "ceiling": 12, "halfSpendMinor": 40000 } } ] }`
    expect(JSON.parse(allocateJson(text))).toMatchInlineSnapshot(`
      {
        "allocation": {
          "a": 24000,
        },
        "certificate": {
          "groups": {
            "west": {
              "lambda": 1,
              "muMinus": 0,
              "muPlus": 0,
            },
          },
          "lambda": 1,
        },
        "gapMinor": 0,
        "hulls": [],
        "kind": "optimal",
        "reserveMinor": 476000,
        "valueMinor": 140399.99999999997,
      }
    `)
  })

  test('[A18] ids that are names of the language are only ids', () => {
    const ids = ['__proto__', 'constructor', 'toString', '1']
    const cells = ids.map((id) => makeCell(id, { groupId: '__proto__' }))
    const groups = [{ id: '__proto__', parentId: null, minMinor: 0, maxMinor: 90 }]
    const text = JSON.stringify(makeProblem({ totalMinor: 100, groups, cells }))
    const line = allocateJson(text)
    expect(verifyJson(text, line)).toEqual({ kind: 'ok', gapMinor: 0 })
    expect(Object.keys(JSON.parse(line).allocation).sort()).toEqual(ids.toSorted())
  })

  test('[A18] what is no problem or no result is said, not thrown', () => {
    expect(JSON.parse(allocateJson('{'))).toEqual({
      kind: 'invalid',
      errors: [{ pointer: '', message: 'is not JSON' }],
    })
    expect(JSON.parse(allocateJson('[]')).kind).toBe('invalid')
    const text = JSON.stringify(good)
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(JSON.parse(allocateJson(json)).kind).toBe('invalid')
        expect(verifyJson(text, json).kind).toBe('wrong')
        expect(verifyJson(json, text).kind).toBe('wrong')
        expect(verifyLine(json).kind).toBe('wrong')
      }),
      { numRuns: 500 },
    )
    const optimal = JSON.parse(allocateJson(text))
    for (const key of ['reserveMinor', 'valueMinor', 'gapMinor']) {
      expect(verifyJson(text, JSON.stringify({ ...optimal, [key]: { toString: 0 } })).kind).toBe('wrong')
    }
    fc.assert(
      fc.property(
        fc.constantFrom('allocation', 'certificate', 'reserveMinor', 'valueMinor'),
        fc.jsonValue(),
        (key, value) => {
          fc.pre(value !== optimal[key])
          expect(verifyJson(text, JSON.stringify({ ...optimal, [key]: value })).kind).toBe('wrong')
        },
      ),
      { numRuns: 500 },
    )
  })
})
