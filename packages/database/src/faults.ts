import pg from 'pg'
import { RefusedElement } from './binary-array.ts'

/** Two transactions stood in each other's way; nothing is wrong with this one, so run it again. */
export function isCollision(error: unknown): boolean {
  return ['40001', '40P01'].includes(sqlState(error))
}

/** PostgreSQL refused a value as such (class 22, or a check of the table), or would have. Repeating does not help. */
export function isRefusedValue(error: unknown): boolean {
  return error instanceof RefusedElement || sqlState(error).startsWith('22') || sqlState(error) === '23514'
}

/** PostgreSQL ended a statement that took longer than statements may. */
export function isCanceled(error: unknown): boolean {
  return sqlState(error) === '57014'
}

/** Another entity sets this platform budget: it was written after it was looked for. */
export function isTakenBudget(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.constraint === 'platform_entities_one_entity_a_budget'
}

function sqlState(error: unknown): string {
  return error instanceof pg.DatabaseError ? (error.code ?? '') : ''
}
