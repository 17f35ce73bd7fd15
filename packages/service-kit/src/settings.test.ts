import { expect, test } from 'vitest'
import { z } from 'zod'
import {
  addressSettings,
  apiSettings,
  commonSettings,
  developmentSecret,
  httpSettings,
  outboundSettings,
  proxySettings,
  readSettings,
  SettingsError,
} from './settings.ts'

const schema = z.object({
  ...commonSettings,
  ...httpSettings(8081),
  ...proxySettings,
  ...addressSettings,
  ...apiSettings,
})
const least = { DATABASE_URL: 'postgres://sluice:s3cret@db/sluice' }

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readSettings(schema, env)
    return []
  } catch (error) {
    if (error instanceof SettingsError) return error.faults
    throw error
  }
}

test('everything but the database has a default', () => {
  expect(readSettings(schema, least)).toMatchObject({
    HOST: '127.0.0.1',
    PORT: 8081,
    REDIS_CLUSTER: false,
    LOG_LEVEL: 'info',
    TRUST_PROXY: [],
    CORS_ORIGINS: [],
  })
})

test('an empty variable is an unset one', () => {
  expect(readSettings(schema, { ...least, REDIS_URL: '', PORT: '' })).toMatchObject({ PORT: 8081 })
  expect(readSettings(schema, { ...least, REDIS_URL: '' })).not.toHaveProperty('REDIS_URL')
})

test('lists are split, a slash at the end of PUBLIC_URL goes', () => {
  const settings = readSettings(schema, {
    ...least,
    CORS_ORIGINS: 'https://a.example, https://b.example:8443',
    TRUST_PROXY: 'loopback,10.0.0.0/8',
    PUBLIC_URL: 'https://sluice.example/',
  })
  expect(settings.CORS_ORIGINS).toEqual(['https://a.example', 'https://b.example:8443'])
  expect(settings.TRUST_PROXY).toEqual(['loopback', '10.0.0.0/8'])
  expect(settings.PUBLIC_URL).toBe('https://sluice.example')
})

test('networks that may be reached are in CIDR form', () => {
  const outbound = z.object(outboundSettings)
  expect(readSettings(outbound, {})).toEqual({ OUTBOUND_ALLOWED_NETWORKS: [] })
  const networks = ['10.0.0.0/8', 'fd00::/8']
  expect(readSettings(outbound, { OUTBOUND_ALLOWED_NETWORKS: networks.join(', ') })).toEqual({
    OUTBOUND_ALLOWED_NETWORKS: networks,
  })
  for (const bad of ['10.0.0.1', '10.0.0.0/33', 'example.org/8'])
    expect(() => readSettings(outbound, { OUTBOUND_ALLOWED_NETWORKS: bad })).toThrow(SettingsError)
})

test('all faults are told at once, by name and without their values', () => {
  const canary = 'c4n4ry'
  const faults = faultsOf({
    DATABASE_URL: `mysql://${canary}@x`,
    REDIS_URL: `http://${canary}`,
    REDIS_CLUSTER: canary,
    PORT: `${canary}`,
    PUBLIC_URL: `ftp://${canary}`,
    CORS_ORIGINS: `https://${canary}/with/path`,
    LOG_LEVEL: canary,
    SLUICE_SECRET_KEYS: canary,
    NODE_ENV: canary,
  })
  const named = faults.map((fault) => fault.split(':')[0]).sort()
  expect(named).toEqual([
    'CORS_ORIGINS',
    'DATABASE_URL',
    'LOG_LEVEL',
    'NODE_ENV',
    'PORT',
    'PUBLIC_URL',
    'REDIS_CLUSTER',
    'REDIS_URL',
    'SLUICE_SECRET_KEYS',
  ])
  expect(faults.join()).not.toContain(canary)
})

test('what is missing is named', () => {
  expect(faultsOf({})).toEqual(['DATABASE_URL: is needed'])
})

test.each([
  ['unset', {}],
  ['the development secret', { SLUICE_SECRET_KEYS: developmentSecret }],
  ['the development secret among others', { SLUICE_SECRET_KEYS: `${'x'.repeat(40)},${developmentSecret}` }],
])('production refuses to start with secrets %s', (_case, secrets) => {
  expect(faultsOf({ ...least, NODE_ENV: 'production', ...secrets })).toHaveLength(1)
})

test('production starts with secrets of its own; development without any', () => {
  expect(faultsOf({ ...least, NODE_ENV: 'production', SLUICE_SECRET_KEYS: 'x'.repeat(40) })).toEqual([])
  expect(faultsOf({ ...least, NODE_ENV: 'development' })).toEqual([])
})
