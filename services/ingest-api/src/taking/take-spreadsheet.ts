import { storeRows } from '../csv/store-rows.ts'
import type { Take } from './event-request.ts'

/** CSV: each row one or two events, read by another thread. */
export const takeSpreadsheet: Take = async ({ request, bytes, options, store }) => {
  const { asked, delivery, parts } = request
  const defaults = { source: delivery.source ?? '', observedAt: asked.query.observedAt }
  const order = { bytes, defaults, takesNumericIds: options.takesNumericIds(defaults.source) }
  const read = await parts.reader.read(delivery.orgId, { kind: 'csv', ...order })
  if (read.kind !== 'csv') throw new Error('a spreadsheet was read as something else')
  return { status: 200, body: await storeRows(read.rows, store) }
}
