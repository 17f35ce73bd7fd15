import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { scopes } from '@sluice/auth'
import type { TestDatabase } from '@sluice/test-kit'
import { type Service, type ServiceOptions, spawnService } from '@sluice/test-kit/spawn-service'
import type { Keys, Origins } from './api.ts'

export interface Installation {
  /** Its data folder; none where the services run apart. */
  folder: string
  origins: Origins
  keys: Keys
  services: Service[]
  stop(): Promise<void>
}

type Start = (options: ServiceOptions) => Promise<Service>

const run = promisify(execFile)
const root = join(import.meta.dirname, '..', '..')
const secretKeys = 'e2e-only-0123456789abcdef0123456789abcdef'

/** `npm start` as a process, on a data folder and a port of its own. */
export async function startStandalone(env: Record<string, string> = {}): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-e2e-'))
  // As root, the embedded PostgreSQL runs as another user, who must get to its data: mkdtemp shuts everybody out.
  await chmod(folder, 0o711)
  const service = await spawnService({
    script: 'services/standalone/src/main.ts',
    env: { SLUICE_DATA_DIR: folder, HOME: folder, ...env },
  })
  await service.ready(90_000)
  const keys: Keys = JSON.parse(await readFile(join(folder, 'keys.json'), 'utf8'))
  const origins = { ingest: service.url, results: service.url, dashboard: service.url }
  const stop = async () => {
    const how = await service.kill('SIGTERM')
    await rm(folder, { recursive: true, force: true })
    if (how !== 'exit code 0') throw new Error(`npm start ended with ${how}:\n${service.output.slice(-20).join('\n')}`)
  }
  return { folder, origins, keys, services: [service], stop }
}

/** Each service a process of its own, set up with the command line as an operator would. */
export async function startSeparately(
  start: Start,
  database: Pick<TestDatabase, 'url' | 'adminUrl'>,
  env: Record<string, string> = {},
): Promise<Installation> {
  const settings = { DATABASE_URL: database.url, SLUICE_SECRET_KEYS: secretKeys, ...env }
  const sluice = (...args: string[]) => runSluice({ ...settings, MIGRATION_DATABASE_URL: database.adminUrl }, args)
  await sluice('migrate')
  await sluice('organization', 'create', 'e2e', '--name', 'End to end', '--time-zone', 'America/New_York')
  const keys = await createKeys(sluice)
  const names = ['ingest-api', 'results-api', 'dashboard', 'worker'] as const
  const services = await Promise.all(
    names.map((name) => start({ script: `services/${name}/src/main.ts`, env: settings })),
  )
  await Promise.all(services.map((service) => service.ready(30_000)))
  const [ingest = '', results = '', dashboard = ''] = services.map((service) => service.url)
  const stop = async () => {
    await Promise.all(services.map((service) => service.kill('SIGTERM')))
  }
  return { folder: '', origins: { ingest, results, dashboard }, keys, services, stop }
}

async function createKeys(sluice: (...args: string[]) => Promise<string>): Promise<Keys> {
  const create = async (name: string, scopes: string): Promise<string> => {
    const printed = await sluice('key', 'create', '--organization', 'e2e', '--name', name, '--scopes', scopes, '--json')
    return JSON.parse(printed).key
  }
  return {
    ingest: await create('ingest', 'events:write'),
    results: await create('results', 'plans:read'),
    config: await create('config', 'config:write'),
    admin: await create('admin', [...scopes].join(',')),
  }
}

/** The command line, as `npm run -s sluice -- …` runs it; returns what it prints. */
export async function runSluice(env: Record<string, string>, args: readonly string[]): Promise<string> {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const { stdout } = await run(process.execPath, ['services/cli/src/main.ts', ...args], {
    cwd: root,
    env: { PATH, NODE_COMPILE_CACHE, ...env },
  })
  return stdout
}
