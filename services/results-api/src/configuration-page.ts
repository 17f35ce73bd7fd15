import type { Page } from '@sluice/database'
import { cursorCodec } from '@sluice/service-kit'
import { z } from 'zod'
import { pageAnswer } from './page-answer.ts'

interface ConfigurationPage<Item> {
  /** Name of the list: a cursor is for one list only. */
  name: string
  path: string
  query: { limit: number; cursor?: string | undefined }
  ifNoneMatch: string | undefined
  find: (page: Page) => Promise<Item[]>
}

/** One page of what is configured, in order of the ids. What comes and goes elsewhere never shifts a page. */
export async function configurationPage<Item extends { id: string; version: number }>(page: ConfigurationPage<Item>) {
  const cursors = cursorCodec(page.name, 1, z.strictObject({ after: z.string() }))
  const { limit, cursor } = page.query
  const after = cursor === undefined ? '' : cursors.decode(cursor).after
  const found = await page.find({ after, limit: limit + 1 })
  const items = found.slice(0, limit)
  const last = found.length > limit ? items.at(-1) : undefined
  return pageAnswer({
    path: page.path,
    query: page.query,
    items,
    nextCursor: last ? cursors.encode({ after: last.id }) : null,
    version: [page.name, JSON.stringify(items), last ? 'more' : 'end'],
    ifNoneMatch: page.ifNoneMatch,
  })
}
