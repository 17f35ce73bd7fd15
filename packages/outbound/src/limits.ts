/** How long and how much of an answer is waited for and read. */
export interface OutboundLimits {
  /** From the request sent to the first byte of the answer. */
  firstByteMs: number
  /** Between two bytes of the answer. */
  stalledMs: number
  /** From asking to the last byte read, redirects included. */
  totalMs: number
  /** Bytes of the body, as it came and decompressed, each. */
  bodyBytes: number
}

/** For a webhook's answer, of which only the status matters: 15 s as Standard Webhooks recommends, 64 KiB. */
export const defaultLimits: OutboundLimits = {
  firstByteMs: 10_000,
  stalledMs: 10_000,
  totalMs: 15_000,
  bodyBytes: 65_536,
}

/** The same for every request: a machine that is there accepts a connection within a second or two. */
export const CONNECT_MS = 5_000
