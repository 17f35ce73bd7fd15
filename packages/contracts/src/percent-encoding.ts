const encoded = /%[0-9a-f]{2}/i
const utf8 = { encoder: new TextEncoder(), decoder: new TextDecoder() }
const PERCENT = 0x25

/**
 * A further round takes only a sign that becomes a digit or a `%` of ours and stands in an escape; nobody writes that
 * by accident.
 */
const MAX_ROUNDS = 4

/**
 * What percent-encoding says, however often it was encoded, with full-width digits and signs read as ours; null where
 * encodings are nested more deeply than anybody means. Time grows with the length of the text and nothing else: all
 * layers are undone in one pass. Not decodeURIComponent, which throws where a `%` means nothing.
 */
export function percentDecoded(text: string): string | null {
  let plain = text
  for (let round = 0; encoded.test(plain); round += 1) {
    if (round === MAX_ROUNDS) return null
    plain = unescaped(plain).normalize('NFKC')
  }
  return plain
}

/** Looks back after each sign, so that `%25` which became a `%` joins what follows: each escape is undone once, in any order. */
function unescaped(text: string): string {
  const bytes = utf8.encoder.encode(text)
  let length = 0
  for (const byte of bytes) {
    bytes[length] = byte
    length += 1
    for (let undone = escapeAt(bytes, length - 3); undone !== null; undone = escapeAt(bytes, length - 3)) {
      length -= 2
      bytes[length - 1] = undone
    }
  }
  return utf8.decoder.decode(bytes.subarray(0, length))
}

/** The byte that the three signs from there on stand for; null: they are no escape. */
function escapeAt(bytes: Uint8Array, start: number): number | null {
  if (bytes[start] !== PERCENT) return null
  const [high, low] = [digitOf(bytes[start + 1]), digitOf(bytes[start + 2])]
  return high === null || low === null ? null : 16 * high + low
}

/** Value of the ASCII code of a hexadecimal digit. */
function digitOf(byte = 0): number | null {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : null
}
