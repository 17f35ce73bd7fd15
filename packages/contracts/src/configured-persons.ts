import { UUID } from './machine-names.ts'
import type { Operation } from './operation.ts'
import { type PersonNet, personIn } from './person-net.ts'

/** Where something that is configured looks as if it named a person, and why; it repeats nothing of the text. */
interface ConfiguredPerson {
  path: (string | number)[]
  detail: string
}

const YEAR_MS = 366 * 86_400_000
/** Pools and cells may name the day their money is for; nobody who is treated is born from a year ago on. */
const isDayOfPlans = (day: number) => day >= Date.now() - YEAR_MS
// Which sources name things by digits alone is theirs to say, and is looked at in their events.
const place: PersonNet = { isReportDay: () => false, takesNumericIds: true }
const named: PersonNet = { isReportDay: isDayOfPlans, takesNumericIds: true }
/** These may name a day of what they hold, as events do within a year of theirs; none is before 2000. */
const reporting: PersonNet = { isReportDay: (day) => day >= Date.UTC(1999, 0), takesNumericIds: true }
const prose: PersonNet = { ...named, isProse: true }
const decider: PersonNet = { ...prose, takesEmail: true }
/** Ids of messages: chosen by the decider. */
const message: PersonNet = { ...named }
/** Addresses of other systems: checked piece by piece, and pieces are often ids of digits. */
const address: PersonNet = { ...reporting }
/** The caller's own words; under the other names something may exist already. */
const isWritten = (net: PersonNet) => net === prose || net === decider || net === message || net === address

/** As events name them: an id that no event may have could never report. */
const placeNames = ['locationId', 'serviceLine', 'serviceLineId', 'uncodedServiceLine', 'channel']
const idNames = ['id', 'poolId', 'cellId', 'groupId', 'parentId', 'mappingId', 'feedId', 'entityId']
const proseNames = ['name', 'region', 'reason', 'description']
const netOf = new Map<string, PersonNet>([
  ['source', reporting],
  ['decidedBy', decider],
  ['messageId', message],
  ['url', address],
  ...placeNames.map((name) => [name, place] as const),
  ...idNames.map((name) => [name, named] as const),
  ...proseNames.map((name) => [name, prose] as const),
])

/**
 * Where the ids, sources, names and reasons of what is configured or decided look as if they named a person. It is the
 * net of events, so that what is taken here can also report. Ids that others gave (in FHIR, on a platform, and names
 * there) are not checked.
 */
export function configuredPersons(value: unknown): ConfiguredPerson[] {
  return look(value, [], () => true)
}

/**
 * The same of a request, by JSON Pointers as problems have them. Ids are looked at where something is configured under them;
 * what exists already must stay possible to read, to decide on and to archive.
 */
export function personsAsked(
  { method, scopes }: { method: Operation['method']; scopes: readonly string[] },
  { params, body }: { params: unknown; body: unknown },
): { pointer: string; detail: string }[] {
  if (method !== 'put' && method !== 'post') return []
  const isConfigured = method === 'put' && scopes.includes('config:write')
  const asks = (net: PersonNet) => isConfigured || isWritten(net)
  return [...look(params, ['#', 'path'], asks), ...look(body, ['#'], asks)].map(({ path, detail }) => ({
    pointer: path.join('/'),
    detail,
  }))
}

function look(value: unknown, path: (string | number)[], asks: (net: PersonNet) => boolean): ConfiguredPerson[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((item, index) => look(item, [...path, index], asks))
  return Object.entries(value).flatMap(([name, member]) => {
    if (typeof member !== 'string') return look(member, [...path, name], asks)
    const net = netOf.get(name)
    if (net === undefined || !asks(net) || (net === prose && isOfPlatform(value))) return []
    const detail = net === address ? personInAddress(member) : personIn(member, net)
    return detail === null ? [] : [{ path: [...path, name], detail }]
  })
}

/** The name of a campaign is given on its platform, and a number to call is common in one. */
function isOfPlatform(owner: object): boolean {
  return Object.hasOwn(owner, 'platform')
}

/** How Teams names two tenants, which is no e-mail address. */
const tenants = new RegExp(`^${UUID}@${UUID}$`, 'i')

/**
 * In a part of its path, or a member of its query: the host is a machine's name, and ids separated by `/` are nobody's
 * number.
 */
function personInAddress(text: string): string | null {
  const url = URL.parse(text)
  if (url === null) return null
  const parts = `${url.pathname}${url.search}${url.hash}`.split(/[/?&#;]/)
  return parts.map((part) => personIn(part.replace(tenants, ''), address)).find((detail) => detail !== null) ?? null
}
