import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { FastifyBaseLogger } from 'fastify'
import type { z } from 'zod'
import type { AtOnce } from './at-once.ts'
import type { PreparedJson } from './prepared-json.ts'
import type { Span } from './tracing/tracing.ts'

/** A key of an organization. */
export interface KeyOfOrganization {
  orgId: string
  keyId: string
}

/** The caller: found by the key, never taken from the request's address or body. */
export interface Principal extends KeyOfOrganization {
  scopes: readonly string[]
  /** Limits, if not those of the installation; 0: none. */
  limits?: { requestsPerMinute?: number; requestsPerDay?: number }
}

export interface AuthenticateOptions {
  /** The caller has guessed too often: look up no key but those in force. */
  inForceOnly?: boolean
  /**
   * Called with whose key it is, where the key is known and refused: with its secret, with the one before, or with a
   * wrong one.
   */
  onRefused?: (key: KeyOfOrganization, how: { hadItsSecret: boolean }) => void
}

/** The principal of a bearer token; null: no such key, or no longer. No promise where nothing has to be waited for. */
export type Authenticate = (bearerToken: string, options?: AuthenticateOptions) => AtOnce<Principal | null>

/** What `serve` needs to know of a route; the operations of our contracts are such. */
export interface ServedOperation {
  id: string
  method: 'get' | 'post' | 'put' | 'delete' | 'options'
  /** As OpenAPI writes it: /v1/pools/{poolId}. */
  path: string
  scopes: readonly string[]
  alsoScopes?: readonly string[]
  params?: z.ZodObject
  query?: z.ZodObject
  body?: Readonly<Record<string, z.ZodType>>
  bodyIsCheckedByHandler?: true
  bodyLimit?: number
  responses: Readonly<Record<number, ServedResponse>>
}

interface ServedResponse {
  description?: string
  body?: z.ZodType
  mediaType?: string
  alternatives?: Readonly<Record<string, z.ZodType>>
}

/** What a handler gets: everything checked, with the types of the operation's schemas. */
export interface Asked<O extends ServedOperation> {
  params: O extends { params: infer S extends z.ZodType } ? z.output<S> : undefined
  query: O extends { query: infer S extends z.ZodType } ? z.output<S> : undefined
  body: BodyOf<O>
  /** Media type of the body, without parameters: application/json. */
  mediaType: string | undefined
  /** null only where the operation is open to everybody. */
  principal: PrincipalOf<O>
  /**
   * The caller, checked again: for a request that outlasts what is believed of a key.
   * @throws Problem unauthenticated, too-many-requests, forbidden: the key was in force and is no longer
   */
  principalNow: () => Promise<PrincipalOf<O>>
  headers: IncomingHttpHeaders
  /** As answered in x-request-id. */
  requestId: string
  log: FastifyBaseLogger
  /** Its span, for what is done in its name; null: it is not traced. */
  span: Span | null
  /** Fires when the client goes away before its answer was sent. */
  signal: AbortSignal
}

type PrincipalOf<O> = O extends { scopes: readonly [] } ? null : Principal

type BodyOf<O> = O extends { bodyIsCheckedByHandler: true }
  ? unknown
  : O extends { body: Readonly<Record<string, infer S extends z.ZodType>> }
    ? z.output<S>
    : undefined

/** What a handler gives: one of the operation's answers. Other outcomes are thrown as a Problem. */
export type Answer<O extends ServedOperation> = {
  [Status in keyof O['responses'] & number]: {
    status: Status
    headers?: Record<string, string>
  } & BodyOfAnswer<O['responses'][Status]>
}[keyof O['responses'] & number]

type BodyOfAnswer<R> = R extends { body: infer S extends z.ZodType }
  ? { body: z.input<S>; json?: undefined; mediaType?: undefined } | Written | Alternative<R> | OnlyStreamed<R>
  : { body?: undefined; json?: undefined; mediaType?: undefined }

/**
 * A body that is JSON text already, as bytes in UTF-8 and as the schema says: for large ones out of the database, which
 * need not be parsed and written again.
 */
type Written = { json: string | Buffer | PreparedJson; body?: undefined; mediaType?: undefined }

/** A body sent as it comes about; its writer answers for its form. */
type Streamed = { stream: Readable; body?: undefined }

/** Where the answer's only form is no JSON: text/event-stream. */
type OnlyStreamed<R> = R extends { mediaType: string } ? Streamed & { json?: undefined; mediaType?: undefined } : never

type Alternative<R> = R extends { alternatives: infer A extends Readonly<Record<string, z.ZodType>> }
  ? { [M in keyof A]: { mediaType: M; json?: undefined } & ({ body: z.input<A[M]> } | Streamed) }[keyof A]
  : never

/** Answers at once where it can: without a promise. */
export type Handler<O extends ServedOperation> = (asked: Asked<O>) => AtOnce<Answer<O>>
