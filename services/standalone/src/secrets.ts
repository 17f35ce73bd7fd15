import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { readOrCreate } from '@sluice/local-postgres'

export interface Secrets {
  /** Signs sessions and cursors; current first. */
  secretKeys: string[]
  /** Password of the login that the services use. */
  databasePassword: string
}

/** The secrets of this installation: made at the first start, then kept. */
export async function readSecrets(folder: string): Promise<Secrets> {
  return readOrCreate(join(folder, 'secrets.json'), () => ({
    secretKeys: [randomBytes(32).toString('base64url')],
    databasePassword: randomBytes(24).toString('base64url'),
  }))
}
