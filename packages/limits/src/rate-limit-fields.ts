/** What one policy allows and what is left of it. */
export interface PolicyState {
  /** A token of ours: it is written into a quoted string as it is. */
  name: string
  limit: number
  windowSeconds: number
  left: number
  resetSeconds: number
}

/** The header fields RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers-10); none without a policy. */
export function rateLimitFields(policies: readonly PolicyState[]): Record<string, string> {
  if (policies.length === 0) return {}
  return {
    'ratelimit-policy': policies
      .map(({ name, limit, windowSeconds }) => `"${name}";q=${limit};w=${windowSeconds}`)
      .join(', '),
    ratelimit: policies.map(({ name, left, resetSeconds }) => `"${name}";r=${left};t=${resetSeconds}`).join(', '),
  }
}
