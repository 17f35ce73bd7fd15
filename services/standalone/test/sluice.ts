import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Plan } from '@sluice/contracts'
import { stopLeftoverPostgres } from '@sluice/local-postgres'
import { test as base, eventually, freePort, type Service } from '@sluice/test-kit'
import { giveDatabase } from './given-database.ts'

export interface Sluice extends Service {
  folder: string
  keys(): Promise<Record<'ingest' | 'results' | 'config' | 'admin', string>>
  /** Waits until this was printed; returns all that was. */
  printed(text: string): Promise<string>
  /** Waits for the banner, which comes last. */
  shown(): Promise<string>
}

/**
 * `start(options)` runs the real program on a data folder of the test's own; both are gone after the test. Who asks for
 * `folderWithDatabase` finds one there, for which initdb and the migrations take half of a first start.
 */
export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are wanted: none
  .extend('folder', async ({}, { onCleanup }): Promise<string> => {
    const parent = await mkdtemp(join(tmpdir(), 'sluice-standalone-'))
    await chmod(parent, 0o711)
    onCleanup(async () => {
      await stopLeftoverPostgres(join(parent, 'data', 'postgres')).catch(() => undefined)
      await rm(parent, { recursive: true, force: true })
    })
    return join(parent, 'data')
  })
  .extend('folderWithDatabase', async ({ folder }): Promise<string> => {
    await mkdir(folder)
    await giveDatabase(folder)
    return folder
  })
  .extend('start', async ({ folder, service }) => {
    return async ({ args = [], env = {} }: { args?: string[]; env?: Record<string, string> } = {}): Promise<Sluice> => {
      const script = 'services/standalone/src/main.ts'
      const running = await service({ script, args, env: { SLUICE_DATA_DIR: folder, ...env } })
      return {
        ...running,
        folder,
        keys: async () => JSON.parse(await readFile(join(folder, 'keys.json'), 'utf8')),
        printed: (text) => untilPrinted(running, text),
        shown: () => untilPrinted(running, 'Ctrl-C'),
      }
    }
  })

export { freePort }

/** A start takes a few seconds, many more on a busy machine. @throws at once when the program ended instead */
async function untilPrinted({ output, exited }: Service, text: string): Promise<string> {
  const ended = exited.then((how) => {
    throw new Error(`${how} instead of "${text}":\n${output.join('\n')}`)
  })
  const printed = eventually(
    () => output.join('\n'),
    (all) => all.includes(text),
    { timeoutMs: 120_000 },
  )
  return await Promise.race([printed, ended])
}

/** The lines of GET /v1/recommendations. */
export interface Lines {
  items: Plan['recommendations']
}

/** `T`: what the test expects there; its assertions say whether it is. */
export async function getJson<T>(sluice: Sluice, path: string, key: string): Promise<{ status: number; body: T }> {
  const answer = await fetch(`${sluice.url}${path}`, { headers: { authorization: `Bearer ${key}` } })
  return { status: answer.status, body: (await answer.json()) as T }
}

export function post(sluice: Sluice, key: string, event: object): Promise<Response> {
  return fetch(`${sluice.url}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify(event),
  })
}
