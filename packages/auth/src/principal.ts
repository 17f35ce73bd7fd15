/** Who asks: what a valid key says of its bearer. */
export interface Principal {
  orgId: string
  keyId: string
  scopes: readonly string[]
}
