export type { LocalPostgres, LocalPostgresOptions } from './local-postgres.ts'
export { startLocalPostgres, stopLeftoverPostgres } from './local-postgres.ts'
export { canHoldDatabase } from './server-user.ts'
