/**
 * Whether an object of a JSON text has a member twice. Of two JSON.parse silently keeps the last, and another reader the
 * first: a Patient could pass for a Slot. `value` is what the text was parsed to, of limited depth.
 */
export function hasRepeatedMember(json: string, value: unknown): boolean {
  return countWritten(json) !== countMembers(value)
}

/** Colons outside of strings: in well-formed JSON one for each member as written. */
function countWritten(json: string): number {
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

/** Each name once an object. Recursive: the depth of a message is limited before. */
function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let members = Array.isArray(value) ? 0 : Object.keys(value).length
  for (const inside of Object.values(value)) members += countMembers(inside)
  return members
}
