import { z } from 'zod'

/**
 * Setting WORKER_CONCURRENCY: recomputes at once in one process. Planning is one thread; more than a few only overlap waiting for
 * PostgreSQL.
 */
export const workerConcurrency = z
  .string()
  .regex(/^\d{1,2}$/, 'must be a whole number from 1 to 32')
  .transform(Number)
  .refine((count) => count >= 1 && count <= 32, 'must be a whole number from 1 to 32')
  .default(4)
