import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createApiKey, type Scope, scopes } from '@sluice/auth'
import type { Database } from '@sluice/database'
import { readOrCreate } from '@sluice/local-postgres'

/** The sample organization's keys, by what they are for. */
export type Keys = Record<keyof typeof purposes, string>

const purposes = {
  ingest: ['events:write'],
  results: ['plans:read'],
  config: ['config:write', 'plans:read'],
  admin: scopes,
} as const satisfies Record<string, readonly Scope[]>

export function keysFile(folder: string): string {
  return join(folder, 'keys.json')
}

export function hasKeys(folder: string): boolean {
  return existsSync(keysFile(folder))
}

/** The keys of the first start, or new ones. @param admin connected with the login that migrates */
export async function readKeys(folder: string, admin: Database, orgId: string): Promise<Keys> {
  return readOrCreate(keysFile(folder), async () => {
    const made: [string, string][] = []
    for (const [purpose, allowed] of Object.entries(purposes)) {
      const { token } = await createApiKey(admin, { orgId, name: `sample ${purpose}`, scopes: allowed })
      made.push([purpose, token])
    }
    return Object.fromEntries(made) as Keys
  })
}
