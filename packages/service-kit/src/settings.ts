import { z } from 'zod'
import { logLevels } from './logger.ts'
import { tracingSettings } from './tracing/settings.ts'

/** What a development machine runs with; refused where NODE_ENV is production. */
export const developmentSecret = 'sluice-development-secret-not-for-production'

const flag = z.enum(['true', 'false', '1', '0'], 'must be true or false').transform((text) => /^(true|1)$/.test(text))
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
)
const isUrlOf = (protocols: RegExp) => (text: string) => URL.canParse(text) && protocols.test(new URL(text).protocol)

/** What every service reads. Spread it into the service's own schema: z.object({ ...commonSettings, … }). */
export const commonSettings = {
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  DATABASE_URL: z.string('is needed').refine(isUrlOf(/^postgres(ql)?:$/), 'must be a postgres:// address'),
  /** Unset: the queue lives in PostgreSQL. */
  REDIS_URL: z
    .string()
    .refine(isUrlOf(/^rediss?:$/), 'must be a redis:// or rediss:// address')
    .optional(),
  REDIS_CLUSTER: flag.default(false),
  LOG_LEVEL: z.enum(logLevels).default('info'),
  ...tracingSettings,
  /** Current first, previous after it: what was sealed with a previous one can still be opened. */
  SLUICE_SECRET_KEYS: list
    .pipe(z.array(z.string().min(32, 'each must have at least 32 characters')).min(1, 'must hold at least one'))
    .prefault(developmentSecret),
}

/** Settings of a service that sends requests to customers' addresses (feeds, webhooks). */
export const outboundSettings = {
  /**
   * In CIDR form. Addresses that are not public are refused unless listed; listed ones may also be asked by http, on
   * any port.
   */
  OUTBOUND_ALLOWED_NETWORKS: list
    .pipe(z.array(z.union([z.cidrv4(), z.cidrv6()], 'each must be a network: 10.0.0.0/8 or fd00::/8')))
    .prefault(''),
}

const count = z
  .string()
  .regex(/^\d{1,12}$/, 'must be a whole number; 0: no limit')
  .transform(Number)

/** What a service that listens reads as well: where. */
export function httpSettings(defaultPort: number) {
  return {
    HOST: z.string().default('127.0.0.1'),
    PORT: z
      .string()
      .regex(/^\d{1,5}$/, 'must be a port number')
      .transform(Number)
      .refine((port) => port <= 65_535, 'must be at most 65535')
      .default(defaultPort),
  }
}

/** What a service that people and tools reach through a proxy reads as well. */
export const proxySettings = {
  /** Addresses or ranges of proxies whose X-Forwarded-For counts, or `loopback`. */
  TRUST_PROXY: list.prefault(''),
}

/** What a service that names its own address, to people or in links, reads as well. */
export const addressSettings = {
  /** Where people and tools reach this installation; cookies are Secure when it is https. */
  PUBLIC_URL: z
    .string()
    .refine(isUrlOf(/^https?:$/), 'must be an http:// or https:// address')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
}

/** What a service with operations of the API reads as well: who may call it from a browser, and how often anybody may. */
export const apiSettings = {
  CORS_ORIGINS: list
    .pipe(z.array(z.string().refine((text) => originOf(text) === text, 'each must be an origin: https://host')))
    .prefault(''),
  /** Limits of a key that has none of its own. */
  REQUESTS_PER_MINUTE: count.default(60_000),
  /** Each event of a body counts as one. */
  REQUESTS_PER_DAY: count.default(20_000_000),
  /** Wrong keys that one client may try. */
  KEY_GUESSES_PER_MINUTE: count.default(100),
}

function originOf(text: string): string | undefined {
  return URL.canParse(text) ? new URL(text).origin : undefined
}

/** Every fault of the environment, a line each, by the name of the variable; never a value. */
export class SettingsError extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(`The settings are not valid:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
    this.name = 'SettingsError'
    this.faults = faults
  }
}

/**
 * The settings of a service out of its environment; an empty variable counts as unset.
 * @throws SettingsError with all faults at once
 */
export function readSettings<S extends z.ZodObject>(schema: S, env: Record<string, string | undefined>): z.output<S> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(given)
  const faults = [...(parsed.error?.issues.map(issueToFault) ?? []), ...defaultSecrets(schema, given)]
  if (parsed.success && faults.length === 0) return parsed.data
  throw new SettingsError([...new Set(faults)])
}

/** The settings, or the end of the process with every fault on standard error: for a service's main.ts. */
export function settingsOrExit<S extends z.ZodObject>(schema: S, env: Record<string, string | undefined>): z.output<S> {
  try {
    return readSettings(schema, env)
  } catch (error) {
    process.stderr.write(`${error instanceof SettingsError ? error.message : 'The settings could not be read.'}\n`)
    process.exit(1)
  }
}

function issueToFault(issue: z.core.$ZodIssue): string {
  return `${String(issue.path[0])}: ${issue.message}`
}

function defaultSecrets(schema: z.ZodObject, given: Record<string, string | undefined>): string[] {
  const isAsked = Object.hasOwn(schema.shape, 'SLUICE_SECRET_KEYS') && given.NODE_ENV === 'production'
  const keys = given.SLUICE_SECRET_KEYS ?? developmentSecret
  return isAsked && keys.includes(developmentSecret)
    ? ['SLUICE_SECRET_KEYS: must be set in production, and not to the development secret']
    : []
}
