/** One stretch of a value: a quoted text with its escapes, or a character outside of quotes. */
const quotedOrPlain = /"((?:[^"\\]|\\.)*)"|([^"])/gs
const isWire = /^[\x20-\x7e]*$/

/**
 * The text of a CloudEvents attribute as a header carries it: double quotes and backslashes within them undone first (older
 * senders use them), then one round of percent-decoding. Null where it is not well-formed: a quote left open, a `%` without
 * two digits, bytes that are no UTF-8 (overlong forms included), characters that had to be encoded.
 */
export function readHeaderValue(value: string): string | null {
  const unquoted = unquote(value)
  if (unquoted === null) return null
  try {
    return decodeURIComponent(unquoted)
  } catch {
    return null
  }
}

function unquote(value: string): string | null {
  if (!isWire.test(value)) return null
  if (!value.includes('"')) return value
  let read = 0
  const text = value.replaceAll(quotedOrPlain, (stretch: string, quoted?: string, plain?: string) => {
    read += stretch.length
    return plain ?? (quoted ?? '').replaceAll(/\\(.)/gs, '$1')
  })
  return read === value.length ? text : null
}
