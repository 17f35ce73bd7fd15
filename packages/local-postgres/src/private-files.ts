import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'

/** Reads a small file of secrets, or makes it. Readable by its owner only. */
export async function readOrCreate<T>(file: string, create: () => T | Promise<T>): Promise<T> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text !== undefined) return JSON.parse(text)
  const made = await create()
  await writePrivately(file, made)
  return made
}

/** Written aside and renamed: nobody ever finds half of it, however the process ended. */
export async function writePrivately(file: string, content: unknown): Promise<void> {
  const aside = `${file}.${randomBytes(4).toString('hex')}`
  await writeFile(aside, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  await rename(aside, file)
}
