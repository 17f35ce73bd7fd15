import { test } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Database } from '../src/index.ts'
import { prepared } from '../src/prepared.ts'
import { open } from './support.ts'

async function statementsOf(db: Database): Promise<unknown[]> {
  const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(db)
  return rows.map(({ statement }) => statement)
}

test('a marked statement is prepared once a connection, another one never', async ({ database }) => {
  const db = open(database.url)
  for (const value of [1, 2]) {
    const marked = await sql<{ value: number }>`${prepared} select ${value}::integer as value`.execute(db)
    expect(marked.rows).toEqual([{ value }])
    await sql`select ${value}::integer as other`.execute(db)
  }
  expect(await statementsOf(db)).toEqual(['/* prepared */ select $1::integer as value'])
})

test('a marked statement that failed is none the worse the next time', async ({ database }) => {
  const db = open(database.url)
  const asInteger = (text: string) =>
    sql<{ value: number }>`${prepared} select ${text}::text::integer as value`.execute(db)
  expect((await asInteger('1')).rows).toEqual([{ value: 1 }])
  await expect(asInteger('one')).rejects.toThrow('invalid input syntax')
  expect((await asInteger('2')).rows).toEqual([{ value: 2 }])
})
