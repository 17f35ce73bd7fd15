import { refusedToProblem, storedToAnswer } from '../answers.ts'
import { readBinary } from '../binary-event.ts'
import { type ReadItem, readSingle } from '../read-body.ts'
import type { Store, Take } from './event-request.ts'

/** One event in a JSON document: CloudEvents' structured mode. */
export const takeStructured: Take = async ({ bytes, options, store }) =>
  takeItem(await readSingle(bytes, options), store)

/** One event whose attributes are headers: CloudEvents' binary mode. */
export const takeBinary: Take = async ({ request, bytes, options, store }) =>
  takeItem(readBinary(bytes, request.asked.headers, options), store)

/** @throws Problem for an event that was not stored */
export async function takeItem(item: ReadItem, store: Store) {
  const [stored] = await store([item])
  if (item.kind === 'refused') throw refusedToProblem(item)
  if (stored === undefined) throw new Error('the event has no outcome')
  return { status: 202 as const, body: storedToAnswer(stored) }
}
