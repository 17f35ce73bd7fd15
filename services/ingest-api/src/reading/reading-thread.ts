import { Problem, type ProblemCode, type ProblemError } from '@sluice/service-kit'
import { packParts } from './parts.ts'
import { type Order, type ReadBody, readOrder } from './read-order.ts'

// What runs in a thread of `BodyReader`: one body at a time.

/** What a body said, its parts as bytes. */
export type PackedBody =
  | { kind: 'csv'; rows: Uint8Array[] }
  | (Omit<Extract<ReadBody, { kind: 'fhir' }>, 'items'> & { items: Uint8Array[] })

/** An error loses its class and its code on the way between threads. */
export interface Refused {
  kind: 'refused'
  code: ProblemCode
  detail: string
  errors: readonly ProblemError[]
}

export default async function read(order: Order): Promise<PackedBody | Refused> {
  try {
    const body = await readOrder(order)
    if (body.kind === 'csv') return { kind: 'csv', rows: packParts(body.rows) }
    return { ...body, items: packParts(body.items) }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { kind: 'refused', code: error.code, detail: error.message, errors: error.errors }
  }
}
