import { expect, test } from 'vitest'
import { isOutage } from './outage.ts'

const coded = (code: string) => Object.assign(new Error('x'), { code })

test.each([
  ['refused', coded('ECONNREFUSED')],
  ['starting up', coded('57P03')],
  ['shut down under us', coded('57P01')],
  ['too many connections', coded('53300')],
  ['no room on its disk', coded('53100')],
  ['its disk fails', coded('58030')],
  ['a file of it is missing', coded('58P01')],
  ['its database is gone', coded('57P04')],
  ['silent for too long', coded('57P05')],
  ['rolled back', coded('40000')],
  ['deadlock', coded('40P01')],
  ['lock timeout', coded('55P03')],
  ['statement timeout', coded('57014')],
  ['both addresses of localhost refused', new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')])],
  ['no connection free', new Error('timeout exceeded when trying to connect')],
  ['connection lost', new Error('Connection terminated unexpectedly')],
  ['silent server', new Error('Query read timeout')],
  ['a cause of it', new Error('could not load', { cause: coded('ECONNRESET') })],
])('%s is an outage', (_case, error) => {
  expect(isOutage(error)).toBe(true)
})

test.each([
  ['unique violation', coded('23505')],
  ['a mistake in our SQL', coded('42601')],
  ['a bug', new TypeError('x is not a function')],
  ['not an error', 'ECONNREFUSED'],
])('%s is not', (_case, error) => {
  expect(isOutage(error)).toBe(false)
})
