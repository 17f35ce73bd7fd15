import type { Refusal, RefusalCode } from './refusal.ts'
import { type Servers, serverOf } from './servers.ts'

export interface ReadLimits {
  /** Objects and arrays within each other. A Bundle of real resources reaches 12. */
  depth: number
  /** Values of all kinds in one message. A slot has about 20. */
  values: number
  /** Entries of one Bundle. */
  resources: number
  /** Elements of any other array. */
  elements: number
  /** Refusals that are listed; reading notes no more of them. */
  refusals: number
}

export const defaultLimits: ReadLimits = {
  depth: 24,
  values: 1_000_000,
  resources: 20_000,
  elements: 200,
  refusals: 20,
}

export interface ReadOptions {
  limits?: Partial<ReadLimits>
  /** Urls of further extensions that may be there. They are dropped unread, like the ones on our list. */
  ignoredExtensions?: Iterable<string>
}

/** What one reading of one message needs and notes. */
export interface Reading {
  readonly limits: ReadLimits
  readonly ignoredExtensions: ReadonlySet<string>
  readonly refusals: readonly Refusal[]
  refuse(code: RefusalCode, pointer: string): void
  /** Counts a member that was there and is dropped, by its name on our lists. */
  drop(member: string): void
  readonly dropped: ReadonlyMap<string, number>
  /** Notes when a resource says it last changed or was last in step with its source. */
  noteMoment(at: string | null): void
  /** The newest of those. */
  readonly newestMoment: string | null
  /**
   * Begins an entry of a Bundle: from here on relative references are of the server in its `fullUrl`, or of any where
   * it names none.
   */
  beginEntry(fullUrl: unknown): void
  /** Notes the address of a resource whose id counts; refuses the second server of a type. */
  noteAddress(address: unknown, pointer: string): void
  /** The same of a reference to a resource of that type. */
  noteReference(reference: string, type: string, pointer: string): void
  readonly servers: Servers
}

/** Reads a value at a pointer. Null: absent, or refused, which is then noted in the reading. */
export type Read<T> = (value: unknown, at: string, reading: Reading) => T | null

/** Starts a reading: no refusals yet. */
export function startReading(options: ReadOptions = {}): Reading {
  const limits = { ...defaultLimits, ...options.limits }
  const refusals: Refusal[] = []
  const dropped = new Map<string, number>()
  const servers = new Map<string, string>()
  let newestMoment: string | null = null
  let entryServer: string | null = null
  const refuse = (code: RefusalCode, pointer: string) => {
    const isTold = refusals.some((told) => told.code === code && told.pointer === pointer)
    if (!isTold && refusals.length < limits.refusals) refusals.push({ code, pointer })
  }
  const noteServer = (type: string, server: string, pointer: string) => {
    if ((servers.get(type) ?? server) === server) servers.set(type, server)
    else refuse('several-servers', pointer)
  }
  return {
    limits,
    ignoredExtensions: new Set(options.ignoredExtensions),
    refusals,
    refuse,
    servers,
    beginEntry(fullUrl) {
      entryServer = serverOf(fullUrl)?.server ?? null
    },
    noteAddress(address, pointer) {
      const found = serverOf(address)
      if (found !== null) noteServer(found.type, found.server, pointer)
    },
    // As FHIR resolves it: https://hl7.org/fhir/R4/bundle.html#references.
    noteReference(reference, type, pointer) {
      const isRelative = reference.startsWith(`${type}/`)
      const server = isRelative ? entryServer : serverOf(reference)?.server
      if (server) noteServer(type, server, pointer)
    },
    dropped,
    drop: (member) => void dropped.set(member, (dropped.get(member) ?? 0) + 1),
    // All are UTC with milliseconds, so texts compare as moments do.
    noteMoment(at) {
      if (at !== null && at > (newestMoment ?? '')) newestMoment = at
    },
    get newestMoment() {
      return newestMoment
    },
  }
}
