import type { IncomingHttpHeaders } from 'node:http'
import { measureEvents } from '@sluice/bytes'
import { Problem } from '@sluice/service-kit'
import { readHeaderValue } from './header-value.ts'
import { parseJson, type ReadItem, type ReadOptions, readItem } from './read-body.ts'

const PREFIX = 'ce-'
const required = ['specversion', 'id', 'source', 'type']
/** The body and its media type say these. */
const neverHeaders = new Set(['data', 'data_base64', 'datacontenttype'])

/** Whether a request whose media type is not CloudEvents' own carries an event's attributes in its headers. */
export function isBinary(headers: IncomingHttpHeaders): boolean {
  return required.some((name) => headers[PREFIX + name] !== undefined)
}

/**
 * Reads an event in CloudEvents' binary mode: the body is its `data`, each header `ce-<name>` an attribute. Pointers are
 * those of the same event in structured mode.
 * @throws Problem when a header is not well-formed or the body is not JSON.
 */
export function readBinary(body: Buffer, headers: IncomingHttpHeaders, options: ReadOptions): ReadItem {
  // The body first: an HL7 message is called by its name, whatever its headers are.
  const data = parseJson(body)
  const attributes = readAttributes(headers)
  const [{ bytes, depth, members, values } = { bytes: 0, depth: 0, members: 0, values: 0 }] = measureEvents(body, false)
  const weight = attributes.reduce((sum, [name, value]) => sum + name.length + value.length, bytes)
  // As if written in one document: attributes and `data` are members of it, and `data` is one level down.
  const measure = { bytes: weight, depth: depth + 1, members: members + attributes.length + 1, values }
  return readItem(Object.fromEntries([...attributes, ['data', data]]), measure, options)
}

function readAttributes(headers: IncomingHttpHeaders): [string, string][] {
  return Object.entries(headers)
    .filter(([header]) => header.startsWith(PREFIX))
    .map(([header, value]) => readAttribute(header.slice(PREFIX.length), String(value)))
}

function readAttribute(name: string, value: string): [string, string] {
  if (neverHeaders.has(name))
    throw new Problem(
      'malformed-request',
      'In binary mode Content-Type and the body say what the data is, not a header.',
      {
        errors: [{ pointer: `#/headers/${PREFIX}${name}`, detail: 'must not be there' }],
      },
    )
  const text = readHeaderValue(value)
  if (text !== null) return [name, text]
  const pointer = required.includes(name) ? `#/headers/${PREFIX}${name}` : '#/headers'
  throw new Problem('malformed-request', 'A header of the event is not encoded as CloudEvents says.', {
    errors: [{ pointer, detail: 'percent-encoded UTF-8, in its shortest form' }],
  })
}
