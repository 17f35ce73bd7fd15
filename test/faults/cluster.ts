import { readFile } from 'node:fs/promises'
import { createApiKey } from '@sluice/auth'
import { connect, type Database } from '@sluice/database'
import { migrateQueue } from '@sluice/queue'
import { type OwnPostgres, startOwnPostgres } from '@sluice/test-kit/own-postgres'
import { hasRedisServer, type OwnRedis, startOwnRedis } from '@sluice/test-kit/own-redis'
import { type Service, spawnService } from '@sluice/test-kit/spawn-service'
import { type TcpProxy, tcpProxy } from '@sluice/test-kit/tcp-proxy'

export interface ClusterOptions {
  /** Of PostgreSQL, on top of those of production. */
  postgres?: Record<string, string>
  /** Whether the queue is in Redis, where there is a redis-server. */
  redis?: boolean
  worker?: boolean
}

/** A start is some seconds of processor time: on a machine that does much else, a minute. */
const PATIENCE_MS = 120_000

/** A service that is started again, on the same port, when it was killed. */
export class KeptService {
  readonly #start: (port: string | undefined) => Promise<Service>
  #service: Service
  readonly #uncaught: string[] = []
  #isMeant = false
  /** How it ended when nobody killed it. */
  readonly exits: string[] = []

  private constructor(start: (port: string | undefined) => Promise<Service>, service: Service) {
    this.#start = start
    this.#service = service
    this.#watch(service)
  }

  static async start(script: string, env: Record<string, string>): Promise<KeptService> {
    const start = (port: string | undefined) =>
      spawnService({ script, env: { LOG_LEVEL: 'warn', ...env, ...(port === undefined ? {} : { PORT: port }) } })
    const service = await start(undefined)
    await service.ready(PATIENCE_MS)
    return new KeptService(start, service)
  }

  get url(): string {
    return this.#service.url
  }

  get pid(): number {
    return this.#service.pid
  }

  /** What nobody caught, in any of its lives. */
  uncaught(): string[] {
    return [...this.#uncaught, ...this.#service.uncaught()]
  }

  /** Ends it as `signal` does and starts it again; does not wait until it is ready. */
  async replace(signal: NodeJS.Signals): Promise<void> {
    this.#isMeant = true
    await this.#service.kill(signal)
    this.#uncaught.push(...this.#service.uncaught())
    this.#service = await this.#start(new URL(this.#service.url).port)
    this.#isMeant = false
    this.#watch(this.#service)
  }

  ready(): Promise<void> {
    return this.#service.ready(PATIENCE_MS)
  }

  async stop(): Promise<string> {
    this.#isMeant = true
    return this.#service.kill('SIGTERM')
  }

  #watch(service: Service): void {
    void service.exited.then((how) => {
      if (!this.#isMeant && service === this.#service) this.exits.push(how)
    })
  }
}

export interface Cluster {
  postgres: OwnPostgres
  /** Between the services and PostgreSQL. */
  postgresProxy: TcpProxy
  redis: OwnRedis | null
  /** Between the services and Redis. */
  redisProxy: TcpProxy | null
  ingest: KeptService
  worker: KeptService | null
  /** Superuser, past the proxy. */
  admin: Database
  makeKey(orgId: string): Promise<string>
  stop(): Promise<void>
}

/** PostgreSQL with the durability of production, ingestion and a worker, each a process, with a proxy before each store. */
export async function startCluster({
  postgres: settings,
  redis: wantsRedis = false,
  worker = true,
}: ClusterOptions = {}): Promise<Cluster> {
  const postgres = await startOwnPostgres(settings)
  await migrateQueue({ adminUrl: postgres.adminUrl, log: () => undefined })
  const postgresProxy = await tcpProxy(postgres.url)
  const redis = wantsRedis && hasRedisServer() ? await startOwnRedis() : null
  const redisProxy = redis ? await tcpProxy(redis.url) : null
  const env = {
    DATABASE_URL: postgresProxy.urlFor(postgres.url),
    ...(redis && redisProxy ? { REDIS_URL: redisProxy.urlFor(redis.url) } : {}),
  }
  const ingest = await KeptService.start('services/ingest-api/src/main.ts', env)
  const working = worker ? await KeptService.start('services/worker/src/main.ts', env) : null
  const admin = connect({
    url: postgres.adminUrl,
    applicationName: 'faults',
    maxConnections: 2,
    queryTimeoutMs: 60_000,
    onError: () => undefined,
  })
  const makeKey = async (orgId: string) =>
    (
      await createApiKey(admin, {
        orgId,
        name: 'faults',
        scopes: ['events:write'],
        requestsPerMinute: 0,
        requestsPerDay: 0,
      })
    ).token
  const stop = async () => {
    await Promise.all([ingest.stop(), working?.stop()])
    await admin.destroy()
    await Promise.all([postgresProxy.close(), redisProxy?.close()])
    await Promise.all([postgres.remove(), redis?.remove()])
  }
  return { postgres, postgresProxy, redis, redisProxy, ingest, worker: working, admin, makeKey, stop }
}

/** Resident memory of a process, in bytes. NaN where there is no /proc. */
export async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) * 1_024
}
