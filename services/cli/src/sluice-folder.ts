import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from './context.ts'

/** Where `npm start` keeps its data. */
export function sluiceFolder({ env }: Pick<Context, 'env'>): string {
  return env.SLUICE_DATA_DIR || '.sluice'
}

/** A small JSON file that `npm start` wrote; undefined: there is none, or it cannot be read. */
export async function readFromFolder(context: Pick<Context, 'env'>, name: string): Promise<Record<string, unknown>> {
  const text = await readFile(join(sluiceFolder(context), name), 'utf8').catch(() => '{}')
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
