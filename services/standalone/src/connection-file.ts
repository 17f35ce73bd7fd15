import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writePrivately } from '@sluice/local-postgres'
import type { RunningService } from '@sluice/service-kit'
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
  const file = fileIn(folder)
  await writePrivately(file, {
    url,
    pid: process.pid,
    databaseUrl: database.url,
    adminUrl: database.adminUrl,
    ...(redisUrl ? { redisUrl } : {}),
  })
  onClose('connection file', () => rm(file, { force: true }))
}

/** The address of the Sluice that runs on this folder now; undefined: none does, or it did not say goodbye. */
export async function runningAt(folder: string): Promise<string | undefined> {
  const text = await readFile(fileIn(folder), 'utf8').catch(() => '{}')
  const { url } = JSON.parse(text) as { url?: string }
  if (url === undefined) return undefined
  const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined)
  return answer?.ok ? url : undefined
}

function fileIn(folder: string): string {
  return join(folder, 'connection.json')
}
