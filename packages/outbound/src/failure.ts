/** Why no answer came. Stable codes: they are shown to the people who configured the address. */
export type OutboundFailureCode =
  | 'url-invalid'
  | 'scheme-not-allowed'
  | 'port-not-allowed'
  | 'credentials-in-url'
  | 'address-not-allowed'
  | 'name-not-resolved'
  | 'connect-timeout'
  | 'connection-failed'
  | 'tls-failed'
  | 'first-byte-timeout'
  | 'stalled'
  | 'total-timeout'
  | 'too-many-redirects'
  | 'body-too-large'
  | 'encoding-not-supported'
  | 'encoding-broken'

const sentences: Record<OutboundFailureCode, string> = {
  'url-invalid': 'It is not an absolute http or https address.',
  'scheme-not-allowed': 'Only https is allowed there.',
  'port-not-allowed': 'Only port 443 is allowed there.',
  'credentials-in-url': 'An address may not carry a user name or password.',
  'address-not-allowed': 'The name leads to an address that is not public.',
  'name-not-resolved': 'The name has no address.',
  'connect-timeout': 'Nothing answered in time when connecting.',
  'connection-failed': 'The connection was refused or broke.',
  'tls-failed': 'The connection could not be secured: the certificate or the protocol is wrong.',
  'first-byte-timeout': 'The answer did not begin in time.',
  stalled: 'The answer stopped in the middle.',
  'total-timeout': 'The answer was not complete in time.',
  'too-many-redirects': 'It was redirected too often.',
  'body-too-large': 'The answer is larger than is read.',
  'encoding-not-supported': 'The answer is compressed in a way that is not read.',
  'encoding-broken': 'The answer could not be decompressed.',
}

export const outboundFailureCodes = Object.keys(sentences)

/** No usable answer came. The message repeats nothing of the address or the answer; the cause is for the log. */
export class OutboundFailure extends Error {
  readonly code: OutboundFailureCode

  constructor(code: OutboundFailureCode, options?: ErrorOptions) {
    super(sentences[code], options)
    this.name = 'OutboundFailure'
    this.code = code
  }
}

const byCode: Readonly<Record<string, OutboundFailureCode>> = {
  UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
  ETIMEDOUT: 'connect-timeout',
  UND_ERR_HEADERS_TIMEOUT: 'first-byte-timeout',
  UND_ERR_BODY_TIMEOUT: 'stalled',
  ENOTFOUND: 'name-not-resolved',
  EAI_AGAIN: 'name-not-resolved',
}
/** OpenSSL's own, Node's, and those of X.509 verification. */
const tls = /^(?:ERR_SSL_|ERR_TLS_|EPROTO$|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH)/

/** What an error of the network, of TLS or of decompression means. An error that we made ourselves stays what it is. */
export function errorToFailure(error: unknown): unknown {
  if (error instanceof OutboundFailure) return error
  const code = codeOf(error)
  if (code === 'UND_ERR_INVALID_ARG') return error
  if (code.startsWith('Z_')) return new OutboundFailure('encoding-broken', { cause: error })
  if (tls.test(code)) return new OutboundFailure('tls-failed', { cause: error })
  return new OutboundFailure(byCode[code] ?? 'connection-failed', { cause: error })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
