import { z } from 'zod'
import { integerText } from './integer-text.ts'

/** What every list answers. `name` is its name in the document: PlanList. */
export function listOf<Item extends z.ZodType>(name: string, item: Item) {
  return z
    .strictObject({
      items: z.array(item).meta({ description: 'This page.' }),
      nextCursor: z
        .string()
        .nullable()
        .meta({
          description: 'Pass it as `cursor` for the next page; null: this was the last.',
          examples: ['eyJsIjoicGxhbnMi'],
        }),
    })
    .meta({ id: name, description: 'One page of a list.' })
}

/** Query of a list; spread it into the operation's query. Query values arrive as text. */
export const pageQuery = {
  limit: integerText({
    description: 'Items on a page; 100 by default.',
    minimum: 1,
    maximum: 1_000,
    example: 100,
  }).default(100),
  cursor: z
    .string()
    .max(1_024)
    .optional()
    .meta({
      description: '`nextCursor` of the page before, unchanged; with the same filters.',
      examples: ['eyJsIjoicGxhbnMi'],
    }),
}
