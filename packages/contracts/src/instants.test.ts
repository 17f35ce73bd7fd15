import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { instantToUtc, reportedInstant } from './instants.ts'

const isTaken = (text: string) => reportedInstant.safeParse(text).success

test.each([
  '2026-11-22T08:59:30Z',
  '2026-11-22T08:59:30.123456789+05:30',
  '2000-01-01T00:00:00Z',
  '2099-12-31T23:59:59.999Z',
  '2024-02-29T00:00:00-23:59',
])('%s is a moment', (text) => expect(isTaken(text)).toBe(true))

test.each([
  'infinity',
  '-infinity',
  'now',
  '292278-01-01T00:00:00Z',
  '1999-12-31T23:59:59Z',
  '2100-01-01T00:00:00Z',
  '2099-12-31T23:59:59-00:01',
  '2026-11-22T08:59:30',
  '2026-11-22T08:59Z',
  '2026-11-22 08:59:30Z',
  '2026-11-22',
  '2026-02-29T00:00:00Z',
  '2026-04-31T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-11-22T24:00:00Z',
  '2026-11-22T08:59:60Z',
  '2026-11-22T08:59:30+24:00',
  '2026-11-22T08:59:30Z\n',
  '２０２６-11-22T08:59:30Z',
  '',
])('%j is none', (text) => expect(isTaken(text)).toBe(false))

test('one moment has one spelling, whatever its offset; finer digits than milliseconds are dropped', () => {
  expect(instantToUtc('2026-11-22T08:59:30.1239+01:00')).toBe('2026-11-22T07:59:30.123Z')
  expect(instantToUtc('2026-11-22T07:59:30.123Z')).toBe('2026-11-22T07:59:30.123Z')
})

test('whatever is taken is a moment JavaScript and PostgreSQL read alike: UTC, same year range', () => {
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true, min: new Date('2000-01-01'), max: new Date('2099-12-31') }), (date) => {
      const text = date.toISOString()
      expect(isTaken(text)).toBe(true)
      expect(instantToUtc(text)).toBe(text)
    }),
  )
})

test('the document says what form it has', () => {
  const schema = z.toJSONSchema(reportedInstant.meta({ description: 'When.' }))
  expect(schema).toMatchObject({ type: 'string', format: 'date-time', maxLength: 35, description: 'When.' })
  const form = new RegExp(String(schema.pattern))
  for (const taken of ['2026-11-22T08:59:30Z', '2026-11-22T08:59:30.123456789+05:30']) {
    expect([form.test(taken), taken.length <= Number(schema.maxLength)]).toEqual([true, true])
  }
  for (const refused of ['2026-11-22', '2026-11-22T08:59Z', '2026-11-22t08:59:30z', '2026-11-22T08:59:60Z'])
    expect(form.test(refused)).toBe(false)
})
