import type { components } from '@sluice/client'

/** The end-to-end tests speak HTTP only, as any customer's program would: through the client, or with fetch where not. */
export interface Keys {
  ingest: string
  results: string
  config: string
  /** May all. */
  admin: string
}

/** Where each service answers; the same origin four times behind `npm start` or the reverse proxy. */
export interface Origins {
  ingest: string
  results: string
  dashboard: string
}

export type PlanBody = components['schemas']['Plan']

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
