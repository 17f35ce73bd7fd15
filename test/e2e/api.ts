import { type components, createClient, type SluiceClient } from '@sluice/client'

/** The end-to-end tests speak HTTP only, as any customer's program would: through the client, or with fetch where not. */
export interface Keys {
  ingest: string
  results: string
  config: string
  admin: string
}

/** Where each service answers; the same origin four times behind `npm start` or the reverse proxy. */
export interface Origins {
  ingest: string
  results: string
  dashboard: string
}

export type PlanBody = components['schemas']['Plan']

/** A client that asks once: what is tried again, and for how long, is for the test to say. */
export function clientOf(url: string, key: string): SluiceClient {
  return createClient({ url, key, retry: { retries: 0 } })
}

/** The status a request is answered with, whatever that is. */
export async function statusOf(method: string, url: string, key: string, body: unknown, headers = {}): Promise<number> {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${key}`, ...headers },
    body: JSON.stringify(body),
  })
  await response.arrayBuffer()
  return response.status
}
