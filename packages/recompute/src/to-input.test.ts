import type { PlaceFigure } from '@sluice/database'
import { defaultPolicy } from '@sluice/planning'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { figuresByPlace } from './to-input.ts'

const place = { locationId: 'a', serviceLine: 'implants' }
const order = (bodySha256: string) => ({ recordedAt: '2026-11-22T09:00:00.000000Z', sequence: '', bodySha256 })

const row = (
  source: string,
  second: number,
  bodySha256 = source,
  figure = 'wait.third_next_available',
): PlaceFigure => ({
  ...place,
  figure,
  source,
  value: { days: 3 },
  observedAt: new Date(Date.parse('2026-11-22T08:00:00.000Z') + second * 1_000).toISOString(),
  order: order(bodySha256),
})

/** The row, and how often its moment is looked at. */
function watched(figure: PlaceFigure, onLook: () => void): PlaceFigure {
  const { observedAt } = figure
  return Object.defineProperty({ ...figure }, 'observedAt', {
    enumerable: true,
    get: () => {
      onLook()
      return observedAt
    },
  })
}

test('each row of a place is looked at a few times, however many there are', () => {
  let looks = 0
  const rows = Array.from({ length: 2_000 }, (_, n) => watched(row(`/message/${n}`, n), () => looks++))
  const figures = figuresByPlace(rows)(place, defaultPolicy)
  expect(figures.map(({ source }) => source)).toContain('/message/1999')
  expect(figures).toHaveLength(32)
  expect(looks).toBeLessThanOrEqual(10 * rows.length)
})

test('a figure has its order where another message is of its moment, and only beside another of its kind', () => {
  const ofEvent = (source: string, second: number, bodySha256: string) => [
    row(source, second, bodySha256),
    row(source, second, bodySha256, 'wait.mean_completed'),
  ]
  const rows = [...ofEvent('/alone', 1, 'a'), ...ofEvent('/beside', 2, 'b'), row('/another', 2, 'c')]
  const ordered = figuresByPlace(rows)(place, defaultPolicy).filter((figure) => figure.order !== undefined)
  expect(ordered.map(({ source }) => source).toSorted()).toEqual(['/another', '/beside', '/beside'])
})

test('which figures have their order is what comparing each row with each other says', () => {
  const rows = fc.uniqueArray(fc.record({ source: fc.nat(9), second: fc.nat(3), hash: fc.nat(2), kind: fc.nat(1) }), {
    maxLength: 12,
    selector: ({ source, kind }) => `${source}/${kind}`,
  })
  fc.assert(
    fc.property(rows, (told) => {
      const kinds = ['wait.third_next_available', 'wait.mean_completed']
      const all = told.map(({ source, second, hash, kind }) => row(`/${source}`, second, `${hash}`, kinds[kind]))
      const isBeside = (one: PlaceFigure) =>
        all.some((other) => other.observedAt === one.observedAt && other.order?.bodySha256 !== one.order?.bodySha256)
      const given = figuresByPlace(all)(place, defaultPolicy).filter((figure) => figure.order !== undefined)
      expect(given.length).toBe(all.filter(isBeside).length)
    }),
  )
})
