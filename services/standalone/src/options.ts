import { parseArgs } from 'node:util'

export interface Options {
  fresh: boolean
  help: boolean
}

export const usage = `npm start                  start Sluice with a sample organization, or with what was there before
npm start -- --fresh       remove all data of this folder first
npm start -- --help        show this

Settings, by environment variable:
  PORT                     where to listen (8080)
  HOST                     whom to listen to (127.0.0.1: this machine only)
  SLUICE_DATA_DIR          where data, keys and log are kept (.sluice)
  REDIS_URL                keep the queue in this Redis (unset: in PostgreSQL)
  REDIS_CLUSTER            true: REDIS_URL names a node of a Redis Cluster
  DATABASE_URL             use this PostgreSQL 18 instead of the embedded one; its login must be allowed to create roles
  PUBLIC_URL               how browsers reach this installation (http://localhost:PORT)
  TRUST_PROXY              addresses of proxies whose X-Forwarded-For counts
  CORS_ORIGINS             origins whose pages may call the API
  SLUICE_SECRET_KEYS       secrets for signing, current first (unset: made and kept in SLUICE_DATA_DIR)
  DASHBOARD_READ_ONLY      false: the dashboard may retry, promote and remove single jobs
  LOG_LEVEL                of the log file (info)
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
