import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunningService } from '@sluice/service-kit'
import { writePrivately } from './data-folder.ts'
import type { RunningDatabase } from './database.ts'

export interface Connection {
  url: string
  database: RunningDatabase
  redisUrl: string | undefined
}

/** connection.json: how other programs of this installation (the `sluice` command) reach it, as long as it runs. */
export async function publishConnection(
  folder: string,
  { url, database, redisUrl }: Connection,
  onClose: RunningService['onClose'],
): Promise<void> {
  const file = join(folder, 'connection.json')
  await writePrivately(file, {
    url,
    pid: process.pid,
    databaseUrl: database.url,
    migrationDatabaseUrl: database.adminUrl,
    ...(redisUrl ? { redisUrl } : {}),
  })
  onClose('connection file', () => rm(file, { force: true }))
}
