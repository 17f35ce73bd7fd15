import type { z } from 'zod'

/** What a key may do; a key holds any number of them. */
export const scopes = [
  'events:write',
  'plans:read',
  'plans:decide',
  'exports:write',
  'config:write',
  'keys:admin',
  'dashboard:read',
] as const
export type Scope = (typeof scopes)[number]

/** One answer a route may give. Problem answers are not listed: every operation has them. */
export interface OperationResponse {
  description: string
  /** Closed (z.strictObject): what is not named here never leaves. Absent: an answer without a body. */
  body?: z.ZodType
  /** Media type of the body; application/json by default. */
  mediaType?: string
  /** Other forms of the same answer, by media type, for requests that accept them. */
  alternatives?: Readonly<Record<string, z.ZodType>>
  headers?: z.ZodObject
}

/**
 * One route of our border, said once: the services serve it, the OpenAPI document describes it, tests walk over it.
 * Paths are written as OpenAPI does: /v1/pools/{poolId}.
 */
export interface Operation {
  /** Unique; a verb and its object: getPlan. */
  id: string
  method: 'get' | 'post' | 'put' | 'delete' | 'options'
  path: string
  summary: string
  description: string
  tags: readonly string[]
  /** Any one of these is enough; none: open to everybody. */
  scopes: readonly Scope[]
  /** Every one of these is needed as well: of an operation whose answer says what others are for. */
  alsoScopes?: readonly Scope[]
  /** Closed objects. Query values arrive as text: coerce them here. */
  params?: z.ZodObject
  query?: z.ZodObject
  /** Headers of the request that mean something to this route, for the document only. */
  requestHeaders?: z.ZodObject
  /** By media type; others are answered 415. */
  body?: Readonly<Record<string, z.ZodType>>
  /** The handler checks the body itself, for instance item by item; the schemas are then for the document. */
  bodyIsCheckedByHandler?: true
  /** Bytes; 1 MiB by default. */
  bodyLimit?: number
  responses: Readonly<Record<number, OperationResponse>>
}

/** Limit of a body whose operation has none of its own. Larger: 413. */
export const BODY_BYTES = 1_048_576

/** Limit of all headers of a request together, its first line included. Larger: 431. */
export const HEADER_BYTES = 16_384

/** Keeps the exact types of its schemas, from which `serve` derives what a handler gets and gives. */
export function defineOperation<const O extends Operation>(operation: O): O {
  return operation
}
