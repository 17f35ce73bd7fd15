import { parseArgs } from 'node:util'

export interface Options {
  fresh: boolean
  help: boolean
}

export const usage = `npm start                  start Sluice with a sample organization, or with what was there before
npm start -- --fresh       remove all data of this folder first
npm start -- --help        show this

Settings, by environment variable (README, "Settings", says more of each):
  PORT                       where to listen (8080)
  HOST                       whom to listen to (127.0.0.1: this machine only)
  SLUICE_DATA_DIR            where data, keys and log are kept (.sluice)
  REDIS_URL                  keep the queue in this Redis (unset: in PostgreSQL)
  REDIS_CLUSTER              true: REDIS_URL names a node of a Redis Cluster
  DATABASE_URL               use this PostgreSQL 18 instead of the embedded one; its login must be allowed to create roles
  PUBLIC_URL                 how browsers reach this installation (http://localhost:PORT)
  TRUST_PROXY                addresses of proxies whose X-Forwarded-For counts
  CORS_ORIGINS               origins whose pages may call the API
  SLUICE_SECRET_KEYS         seal sessions and signing secrets, current first (unset: made and kept in SLUICE_DATA_DIR)
  DASHBOARD_READ_ONLY        false: the dashboard may retry, promote and remove single jobs
  REQUESTS_PER_MINUTE        of a key without a limit of its own (60000; 0: no limit)
  REQUESTS_PER_DAY           the same a day (20000000)
  KEY_GUESSES_PER_MINUTE     wrong keys that one client address may try (100)
  OUTBOUND_ALLOWED_NETWORKS  networks that feeds and webhooks may reach although they are not public
  NUMERIC_ID_SOURCES         organization@source of sources whose ids may be digits alone
  WORKER_CONCURRENCY         recomputes at once (4)
  UNUSED_STATE_DAYS          days for which the state of a place without a cell is kept (35)
  ACTUALS_DAYS               days for which reported spend and bookings are kept (1200)
  LOG_LEVEL                  of the log file (info)
  OTEL_…                     where traces are sent: OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318 (unset: nowhere)
`

/** What was asked for on the command line. @throws with a sentence for people when something is unknown. */
export function parseOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { fresh: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
    })
    return { fresh: values.fresh, help: values.help }
  } catch (cause) {
    throw new Error(
      'Only --fresh and --help are known here. Settings go by environment variable: npm start -- --help',
      {
        cause,
      },
    )
  }
}
