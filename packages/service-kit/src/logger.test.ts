import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { createLogger, type Logger } from './logger.ts'

/** A logger, and the lines it wrote. */
function memoryLogger(): { logger: Logger; lines: () => Record<string, unknown>[]; text: () => string } {
  const destination = new PassThrough()
  let written = ''
  destination.on('data', (chunk: Buffer) => {
    written += chunk.toString()
  })
  return {
    logger: createLogger({ name: 'test', level: 'info', destination }),
    lines: () =>
      written
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    text: () => written,
  }
}

const canary = 'Jane Roe MRN 123'

test('a violation of PostgreSQL keeps code, table and constraint, and drops the row', () => {
  const { logger, lines, text } = memoryLogger()
  const error = Object.assign(new Error(`duplicate key: (k)=(${canary})`), {
    name: 'error',
    severity: 'ERROR',
    code: '23505',
    table: 'events',
    constraint: 'events_pkey',
    detail: `Key (k)=(${canary}) already exists.`,
    where: canary,
    query: canary,
    parameters: [canary],
  })
  logger.error({ err: error }, 'failed')
  expect(lines()[0]).toMatchObject({ err: { code: '23505', table: 'events', constraint: 'events_pkey' } })
  expect(text()).not.toContain('Jane')
})

test.each([
  ['JSON that is none', () => JSON.parse(canary)],
  [
    'a value PostgreSQL could not read',
    () => {
      throw Object.assign(new Error(`invalid input syntax for type json: "${canary}"`), {
        severity: 'ERROR',
        code: '22P02',
      })
    },
  ],
  [
    'a cause of something else',
    () => {
      throw new Error('outer', { cause: new SyntaxError(canary) })
    },
  ],
  [
    'one of several',
    () => {
      throw new AggregateError([new SyntaxError(canary)], 'all failed')
    },
  ],
])('the text of %s is not logged', (_case, fail) => {
  const { logger, text, lines } = memoryLogger()
  try {
    fail()
  } catch (error) {
    logger.error({ err: error }, 'failed')
  }
  expect(lines()[0]).toHaveProperty('err.stack')
  expect(text()).not.toContain('Jane')
})

test('messages of our own errors and of a lost connection stay', () => {
  const { logger, lines } = memoryLogger()
  logger.error({ err: new Error('the pool has no cells') }, 'failed')
  logger.error({ err: Object.assign(new Error('terminating connection'), { severity: 'FATAL', code: '57P01' }) }, 'x')
  expect(lines().map((line) => line.err)).toMatchObject([
    { message: 'the pool has no cells' },
    { message: 'terminating connection', code: '57P01' },
  ])
})

test('keys and cookies are hidden, wherever some library puts them', () => {
  const { logger, text } = memoryLogger()
  const secret = 'slc_live_secret'
  logger.info({ headers: { authorization: secret, cookie: secret, 'set-cookie': secret } }, 'x')
  logger.info({ req: { headers: { authorization: secret }, url: `/v1/${secret}` } }, 'x')
  logger.info({ request: { headers: { authorization: secret } }, token: secret, settings: { password: secret } }, 'x')
  expect(text()).not.toContain(secret)
})
