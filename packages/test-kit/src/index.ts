// Joins database (migrations) and local-postgres; for tests only. Every suite that starts here needs global-setup.ts.
import './provided.ts'

export { clinicId, configurePool, type PoolToConfigure } from './configured-pool.ts'
export { type EventuallyOptions, eventually } from './eventually.ts'
export { freePort } from './free-port.ts'
export { makeName, makeUuid } from './ids.ts'
export { type MadeCell, makeCapacityEvent, makeEvent, makeOrganization } from './makers.ts'
export { type OwnPostgres, startOwnPostgres } from './own-postgres.ts'
export { hasRedisServer, type OwnRedis, startOwnRedis } from './own-redis.ts'
export { type Service, type ServiceOptions, spawnService } from './spawn-service.ts'
export { type ProxyMode, type TcpProxy, tcpProxy } from './tcp-proxy.ts'
export { type TestRedis, test } from './test.ts'
export { createTestDatabase, type TestDatabase } from './test-database.ts'
