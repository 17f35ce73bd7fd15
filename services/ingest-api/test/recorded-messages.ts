import { readdir, readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Ingest } from './support.ts'

const corpus = new URL('../../../packages/fhir/test/data/phi-refusal-messages/', import.meta.url)

/** Single words, and a media type that our answers name. */
const ours = /^(?:[a-z]+|application\/fhir\+json)$/

/** Recorded messages about patients; what each says, but for words that are codes of the format or ours. */
export async function recordedMessages() {
  const names = (await readdir(corpus, { recursive: true })).filter((name) => /\.(json|hl7)$/.test(name))
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, corpus), 'utf8')
      const values = name.endsWith('.hl7')
        ? text.split(/[|^~&\r\n]/)
        : [...text.matchAll(/: "([^"\\]+)"/g)].map(([, it]) => it ?? '')
      return { name, text, values: values.filter((value) => value.length >= 8 && !ours.test(value)) }
    }),
  )
}

/** Every row of every table, as text. */
export async function everyRow({ admin }: Ingest): Promise<string> {
  const { rows } = await sql<{ table: string }>`
    select relname as "table" from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`.execute(
    admin,
  )
  const texts = rows.map(async ({ table }) => {
    const found = await sql<{ row: string }>`select to_jsonb(t)::text as row from ${sql.table(table)} t`.execute(admin)
    return found.rows.map(({ row }) => row)
  })
  return (await Promise.all(texts)).flat().join('\n')
}
