/** Names a pool; ids are unique within an organization only. */
export interface PoolKey {
  orgId: string
  poolId: string
}
