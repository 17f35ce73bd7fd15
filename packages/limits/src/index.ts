export { createLimits, type Limits, type LimitsOptions } from './limits.ts'
export { type ConnectRedis, type RedisAddress, redisCounts, sharedCounts } from './redis-counts.ts'
export type { SharedCounts } from './shared-counts.ts'
