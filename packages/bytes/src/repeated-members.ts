/**
 * Whether an object of a JSON text has a member twice. JSON.parse silently keeps the last, another reader may keep the
 * first: a Patient could pass for a Slot. `written`: the members of the text, repeated ones counted again; `parsed`:
 * what the text was parsed to, of limited depth.
 */
export function hasRepeatedMember(written: number, parsed: unknown): boolean {
  return written !== countMembers(parsed)
}

/**
 * Counts the members of a JSON text, repeated ones again: in well-formed JSON one for each colon outside strings. For
 * what is text already; measureEvents counts them in bytes. Searching for the ends of strings takes half the time of
 * stepping through them, since strings of FHIR resources are long.
 */
export function membersWritten(json: string): number {
  let members = 0
  for (let at = 0; at < json.length; at += 1) {
    if (json[at] === '"') at = endOfString(json, at)
    else if (json[at] === ':') members += 1
  }
  return members
}

/** The next quote without an odd number of backslashes before it. */
function endOfString(json: string, from: number): number {
  for (let quote = json.indexOf('"', from + 1); quote !== -1; quote = json.indexOf('"', quote + 1)) {
    let backslashes = 0
    while (json[quote - 1 - backslashes] === '\\') backslashes += 1
    if (backslashes % 2 === 0) return quote
  }
  return json.length
}

/** Members at every depth; each name once per object. */
function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  if (Array.isArray(value)) return value.reduce<number>((sum, element) => sum + countMembers(element), 0)
  const given = value as Readonly<Record<string, unknown>>
  const names = Object.keys(given)
  let members = names.length
  for (const name of names) members += countMembers(given[name])
  return members
}
