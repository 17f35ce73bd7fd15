import { createHash } from 'node:crypto'
import { type Database, rememberSignedMessage, withOrganization } from '@sluice/database'
import { Problem } from '@sluice/service-kit'

/** A message whose signature was verified, as it came. */
export interface SignedMessage {
  orgId: string
  source: string
  /** Its `webhook-id`. */
  id: string
  body: Buffer
}

/**
 * When a signed message first came: now, or what is remembered of it. A message without a moment of its own counts as
 * of its first receipt, so that sent again, by its sender or by somebody who intercepted it, it is the same report and
 * not a new one.
 * @throws Problem event-conflict where another body came under this id: the first one is kept
 */
export async function firstReceipt(db: Database, { orgId, source, id, body }: SignedMessage, now: Date): Promise<Date> {
  const message = {
    org_id: orgId,
    source,
    id_sha256: sha256(id),
    body_sha256: sha256(body),
    received_at: now,
  }
  const known = await withOrganization(db, { role: 'sluice_ingest', orgId }, (trx) =>
    rememberSignedMessage(trx, message),
  )
  if (known.bodySha256.equals(message.body_sha256)) return known.receivedAt
  throw new Problem('event-conflict', 'Another message with this source and webhook-id came before.', {
    errors: [{ pointer: '#/headers/webhook-id', detail: 'an id of its own for each message' }],
  })
}

function sha256(value: string | Buffer): Buffer {
  return createHash('sha256').update(value).digest()
}
