/** The caller: what a valid key says of its bearer. */
export interface Principal {
  orgId: string
  keyId: string
  scopes: readonly string[]
  /** Limits, if not those of the installation; 0: none. */
  limits?: { requestsPerMinute?: number; requestsPerDay?: number }
}
