import type { SluiceClient } from './client.ts'
import type { paths } from './generated/openapi.ts'

interface Page<Item> {
  items: Item[]
  nextCursor: string | null
}

/** What a GET answers as JSON. */
type AnswerOf<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } }
}
  ? Body
  : never

/** Addresses that answer a list. */
export type ListPath = {
  [Path in keyof paths]: AnswerOf<Path> extends Page<unknown> ? Path : never
}[keyof paths]

export type ItemOf<Path extends ListPath> = AnswerOf<Path> extends Page<infer Item> ? Item : never

type ParametersOf<Path extends ListPath> = paths[Path] extends { get: { parameters: infer P } } ? P : never
type PathOf<Path extends ListPath> = ParametersOf<Path> extends { path: infer P } ? { path: P } : { path?: never }
type QueryOf<Path extends ListPath> =
  ParametersOf<Path> extends { query?: infer Q } ? { query?: Omit<NonNullable<Q>, 'cursor'> } : object

/** What a list takes: the parameters of its path, its filters, how many items a page has. */
export type ListQuestion<Path extends ListPath> = PathOf<Path> & QueryOf<Path>

/** GET of any list, its types forgotten. */
type AnyGet = (path: string, init: unknown) => Promise<{ data?: Page<unknown> }>

/** Every item of a list, page after page, each page asked for when the one before is used up. */
export async function* items<Path extends ListPath>(
  client: SluiceClient,
  path: Path,
  question: ListQuestion<Path>,
): AsyncGenerator<ItemOf<Path>, void, undefined> {
  // TypeScript cannot follow openapi-fetch's types over a path that is still open; ListPath says what comes.
  const get = client.GET as unknown as AnyGet
  const asked: { path?: unknown; query?: object } = question
  let cursor: string | null | undefined
  while (cursor !== null) {
    const query: Record<string, unknown> = { limit: 1_000, ...asked.query, ...(cursor ? { cursor } : {}) }
    const { data } = await get(path, { params: { path: asked.path, query } })
    if (!data) return
    yield* data.items as ItemOf<Path>[]
    cursor = data.nextCursor
  }
}
