import { z } from 'zod'
import { optionalHeader } from './headers.ts'

const text = (description: string, example: string) => z.string().meta({ description, examples: [example] })

/** What a webhook sender asks before it sends (CloudEvents, HTTP 1.1 Web Hooks, abuse protection). */
export const webhookQuestionHeaders = z.object({
  'WebHook-Request-Origin': optionalHeader(text('The sender, as a DNS name.', 'pms.lakeside.example')),
  'WebHook-Request-Rate': optionalHeader(text('Requests a minute it wants to send.', '120')),
})

export const webhookAnswerHeaders = z.object({
  Allow: text('What this address takes.', 'OPTIONS, POST'),
  'WebHook-Allowed-Origin': optionalHeader(text('Every origin may send. Only where it was asked for.', '*')),
  'WebHook-Allowed-Rate': optionalHeader(
    text('Requests a minute for a key without limits of its own; *: no limit. Only where it was asked for.', '60000'),
  ),
})

const attribute = (name: string, description: string, example: string) => ({
  [`ce-${name}`]: optionalHeader(text(`Binary mode: ${description}`, example)),
})

/**
 * What a request with events may say in its headers. In binary mode attributes stand here, each percent-encoded as
 * CloudEvents says.
 */
export const eventRequestHeaders = z.object({
  ...attribute('specversion', 'needed; `1.0`.', '1.0'),
  ...attribute('id', 'needed; the event’s `id`.', 'a1'),
  ...attribute('source', 'needed; its `source`.', '/pms/smyrna'),
  ...attribute('type', 'needed; its `type`.', 'sluice.capacity.observed.v1'),
  ...attribute('time', 'needed; when it was observed, its `time`.', '2026-11-25T12:00:00Z'),
  'webhook-id': optionalHeader(
    text('For a source that must sign (Standard Webhooks): the message id, the same on every attempt.', 'msg_1'),
  ),
  'webhook-timestamp': optionalHeader(
    text('The attempt, in seconds since 1970; at most five minutes from now.', '1795338005'),
  ),
  'webhook-signature': optionalHeader(
    text('Signatures of `id.timestamp.body`, divided by spaces.', 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='),
  ),
})
