import { test } from '@sluice/test-kit'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { rowsAsColumns } from '../src/rows-as-columns.ts'
import { open } from './support.ts'

/** What is punctuation in an array, or in JSON, or would be read as no value at all. */
const awkward = fc.oneof(
  fc.constantFrom('', ' ', 'null', 'NULL', '"', '\\', '\\"', '{}', '{a,b}', ',', "'", '\n', '\\n', 'é', '𝄞', '\u2028'),
  fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
)
const row = fc.record({
  text: fc.option(awkward),
  json: fc.option(fc.record({ value: fc.oneof(awkward, fc.integer()) })),
  hash: fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes).toString('hex')),
  integer: fc.option(fc.maxSafeInteger()),
  at: fc.option(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((at) => at.toISOString())),
})

const toSent = ({ json, ...others }: { json: object | null }) => ({ ...others, json: json && JSON.stringify(json) })

test('rows come out of PostgreSQL as they went in, whatever is written in them', async ({ database }) => {
  const db = open(database.url)
  const columns = { text: 'text', json: 'jsonb', hash: 'bytea', integer: 'bigint', at: 'timestamptz' } as const
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
      const { rows: read } = await sql`
        select text, json, encode(hash, 'hex') as hash, integer,
               to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
          from ${rowsAsColumns(rows.map(toSent), columns)}`.execute(db)
      expect(read).toEqual(rows)
    }),
    { numRuns: 100 },
  )
})
