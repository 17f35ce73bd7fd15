import { z } from 'zod'
import { optionalHeader } from './headers.ts'

const text = (description: string, example: string) => z.string().meta({ description, examples: [example] })

/** What a webhook sender asks before it sends (CloudEvents, HTTP 1.1 Web Hooks, abuse protection). */
export const webhookQuestionHeaders = z.object({
  'WebHook-Request-Origin': optionalHeader(text('Who wants to send, as a DNS name.', 'pms.lakeside.example')),
  'WebHook-Request-Rate': optionalHeader(text('Requests a minute it wants to send.', '120')),
})

export const webhookAnswerHeaders = z.object({
  Allow: text('What this address takes.', 'OPTIONS, POST'),
  'WebHook-Allowed-Origin': optionalHeader(text('Every origin may send; only where it was asked.', '*')),
  'WebHook-Allowed-Rate': optionalHeader(
    text('Requests a minute of a key without limits of its own; *: any number. Only where it was asked.', '60000'),
  ),
})
