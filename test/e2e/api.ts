/** A few lines over fetch: the end-to-end tests speak HTTP only, as any customer's program would. */
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

export interface Answer<T = unknown> {
  status: number
  headers: Headers
  body: T
}

export async function request<T>(
  method: string,
  url: string,
  key: string,
  body?: unknown,
  headers = {},
): Promise<Answer<T>> {
  const response = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: (text === '' ? null : JSON.parse(text)) as T }
}

export interface PlanBody {
  poolId: string
  number: number
  inputRevision: number
  poolDailyBudgetMinor: number
  reserveDailyMinor: number
  provenGapMinor: number
  recommendations: {
    cellId: string
    locationId: string
    previousDailyBudgetMinor: number
    referenceDailyBudgetMinor: number
    recommendedDailyBudgetMinor: number
    gate: string
    headroom: number | null
    dataAgeSeconds: number | null
    expectedBookingsPerDay: number
    nextDollarValueMinor: number
    reasons: string[]
    sentence: string
  }[]
}
