import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createApiKey, createOrganization, type Scope, scopes } from '@sluice/auth'
import { connect } from '@sluice/database'
import { migrateQueue } from '@sluice/queue'
import type { TestDatabase } from '@sluice/test-kit'
import { type Service, type ServiceOptions, spawnService } from '@sluice/test-kit/spawn-service'
import { giveDatabase } from '../../services/standalone/test/given-database.ts'
import type { Keys, Origins } from './api.ts'

export interface Installation {
  /** Its data folder; none where the services run apart. */
  folder: string
  origins: Origins
  keys: Keys
  services: Service[]
  stop(): Promise<void>
}

export type Start = (options: ServiceOptions) => Promise<Service>

const run = promisify(execFile)
const root = join(import.meta.dirname, '..', '..')
const secretKeys = 'e2e-only-0123456789abcdef0123456789abcdef'

/** `npm start` as a process, on a data folder and a port of its own. Where it does not get ready nothing of it is left. */
export async function startStandalone(
  env: Record<string, string> = {},
  start: Start = spawnService,
): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-e2e-'))
  // As root, the embedded PostgreSQL runs as another user, who must get to its data: mkdtemp shuts everybody out.
  await chmod(folder, 0o711)
  if (env.DATABASE_URL === undefined) await giveDatabase(folder)
  const service = await start({
    script: 'services/standalone/src/main.ts',
    env: { SLUICE_DATA_DIR: folder, HOME: folder, ...env },
  })
  const end = () => service.kill('SIGTERM').finally(() => rm(folder, { recursive: true, force: true }))
  const keys = await readKeys(service, folder).catch(async (error) => {
    await end()
    throw error
  })
  const origins = { ingest: service.url, results: service.url, dashboard: service.url }
  const stop = async () => {
    const how = await end()
    if (how !== 'exit code 0') throw new Error(`npm start ended with ${how}:\n${service.output.slice(-20).join('\n')}`)
  }
  return { folder, origins, keys, services: [service], stop }
}

/** Of its sample organization, once it is ready. */
async function readKeys(service: Service, folder: string): Promise<Keys> {
  await service.ready(150_000)
  return JSON.parse(await readFile(join(folder, 'keys.json'), 'utf8'))
}

/** In the order of an installation's `services`. */
export const separateServices = ['ingest-api', 'results-api', 'dashboard', 'worker'] as const

/** Each service a process of its own, set up with the command line as an operator would; or `quickly`, by what it calls. */
export async function startSeparately(
  start: Start,
  database: Pick<TestDatabase, 'url' | 'adminUrl'>,
  { env = {}, setUp = 'by hand' }: { env?: Record<string, string>; setUp?: 'by hand' | 'quickly' } = {},
): Promise<Installation> {
  const settings = { DATABASE_URL: database.url, SLUICE_SECRET_KEYS: secretKeys, ...env }
  const keys = await (setUp === 'by hand' ? setUpByHand(settings, database) : setUpQuickly(database))
  const services = await Promise.all(
    separateServices.map((name) => start({ script: `services/${name}/src/main.ts`, env: settings })),
  )
  await Promise.all(services.map((service) => service.ready(150_000)))
  const [ingest = '', results = '', dashboard = ''] = services.map((service) => service.url)
  const stop = async () => {
    await Promise.all(services.map((service) => service.kill('SIGTERM')))
  }
  return { folder: '', origins: { ingest, results, dashboard }, keys, services, stop }
}

const organization = { id: 'e2e', name: 'End to end', timeZone: 'America/New_York' }
const scopesOf: Record<keyof Keys, readonly Scope[]> = {
  ingest: ['events:write'],
  results: ['plans:read'],
  config: ['config:write'],
  admin: scopes,
}

async function setUpByHand(settings: Record<string, string>, { adminUrl }: { adminUrl: string }): Promise<Keys> {
  const sluice = (...args: string[]) => runSluice({ ...settings, MIGRATION_DATABASE_URL: adminUrl }, args)
  await sluice('migrate')
  const { id, name, timeZone } = organization
  await sluice('organization', 'create', id, '--name', name, '--time-zone', timeZone)
  return await createKeys(async (key, held) => {
    const asked = ['--organization', id, '--name', key, '--scopes', held.join(','), '--json']
    return JSON.parse(await sluice('key', 'create', ...asked)).key
  })
}

async function setUpQuickly({ adminUrl }: { adminUrl: string }): Promise<Keys> {
  await migrateQueue({ adminUrl, log: () => undefined })
  const admin = connect({ url: adminUrl, applicationName: 'e2e', maxConnections: 1, onError: () => undefined })
  try {
    await createOrganization(admin, organization)
    return await createKeys(
      async (name, held) => (await createApiKey(admin, { orgId: organization.id, name, scopes: held })).token,
    )
  } finally {
    await admin.destroy()
  }
}

async function createKeys(create: (name: string, held: readonly Scope[]) => Promise<string>): Promise<Keys> {
  const keys: [string, string][] = []
  for (const [name, held] of Object.entries(scopesOf)) keys.push([name, await create(name, held)])
  return Object.fromEntries(keys) as unknown as Keys
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
