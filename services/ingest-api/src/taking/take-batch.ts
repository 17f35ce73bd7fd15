import { batchToAnswer, toOutcomes } from '../answers.ts'
import { readBatch } from '../read-body.ts'
import type { Take } from './event-request.ts'

/** A JSON array of events, each with an outcome of its own. */
export const takeBatch: Take = async ({ bytes, options, store }) => {
  const items = await readBatch(bytes, options)
  return { status: 200, body: batchToAnswer(toOutcomes(items, await store(items))) }
}
