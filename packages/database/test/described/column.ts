import type { InsertType, SelectType } from 'kysely'
import type { Schema } from '../../src/schema.ts'

/**
 * Each column as its row type says it, checked by the compiler against schema.ts, and by the test against PostgreSQL:
 * kind, `null` where it may be null, `default` where an insert may leave it out although it may not be null.
 */
type Described<Column> = `${Kind<NonNullable<SelectType<Column>>>}${Suffix<Column>}`
type Kind<T> = T extends string
  ? 'text' | 'date'
  : T extends boolean
    ? 'boolean'
    : T extends number
      ? 'bigint' | 'integer' | 'double precision'
      : T extends Date
        ? 'timestamp with time zone'
        : T extends Buffer
          ? 'bytea'
          : T extends readonly string[]
            ? 'ARRAY'
            : 'jsonb'
type Suffix<Column> = null extends SelectType<Column> ? ' null' : undefined extends InsertType<Column> ? ' default' : ''
export type DescribedSchema = {
  [Table in keyof Schema]: { [Column in keyof Schema[Table]]: Described<Schema[Table][Column]> }
}

/** Of a table that belongs to a pool. */
export const key = { org_id: 'text', pool_id: 'text' } as const
