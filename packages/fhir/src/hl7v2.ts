/**
 * A first segment with its separator (`MSH|`, batch and file headers), also after MLLP's start byte or a BOM (both are
 * `\s`), or a quote.
 */
const pipes = /^[\s"']*(?:MSH|FHS|BHS)[^A-Za-z0-9\s]/
/** A segment about a person or a message header at the start of any line. A live interface ends lines with CR alone. */
const segment = /(?:^|[\r\n])(?:MSH\|\^~\\&|(?:PID|NK1|PV1|GT1|IN1)\|)/
const xml = /^\s*<[\s\S]*urn:hl7-org:v2xml/
const HEAD_CHARS = 65_536

/**
 * Whether a text is an HL7 version 2 message, whatever media type it came under. Those carry patients; none is taken.
 * Looks at the first 64 Ki characters.
 */
export function looksLikeHl7v2(text: string): boolean {
  const head = text.slice(0, HEAD_CHARS)
  return pipes.test(head) || segment.test(head) || xml.test(head)
}
