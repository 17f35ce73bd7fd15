/** By type of resource the server they are on: host and path. Only to be compared; in no answer, and nowhere stored as it is. */
export type Servers = ReadonlyMap<string, string>

const addressForm =
  /^https?:\/\/[!-~]{1,500}\/([A-Z][A-Za-z]{1,63})\/[A-Za-z0-9._-]{1,64}(?:\/_history\/[A-Za-z0-9._-]{1,64})?$/

/** The type of the resource that an absolute address names, and its server; null: it is no such address. */
export function serverOf(address: unknown): { type: string; server: string } | null {
  const [, type] = typeof address === 'string' ? (addressForm.exec(address) ?? []) : []
  if (typeof address !== 'string' || type === undefined || !URL.canParse(address)) return null
  const { host, pathname } = new URL(address)
  // Whether it is called with TLS does not make it another server.
  return { type, server: host + pathname.slice(0, pathname.lastIndexOf(`/${type}/`)) }
}

/** The servers of two parts of one message together; null where a type has two, so that one id of it may be two things. */
export function joinServers(one: Servers, other: Servers): Servers | null {
  for (const [type, server] of other) if ((one.get(type) ?? server) !== server) return null
  return new Map([...one, ...other])
}
