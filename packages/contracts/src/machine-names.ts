// "Whole tokens only", as everywhere in the net of persons.
const START = '(?<![0-9A-Za-z])'
const END = '(?![0-9A-Za-z])'
const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)'

/** What stands where one was: no sign that a number or a word could be stuck to. */
const GONE = '~'
const hasLongToken = /[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-/i
const hasOctets = /\d\.\d{1,3}\.\d{1,3}\.\d|::|[0-9a-f]{2}[-:][0-9a-f]{2}[-:]/i

export const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const uuid = new RegExp(`${START}${UUID}${END}`, 'gi')
/** Address of an interface (MAC) or of a host with its port: digits between the same signs as in persons' numbers. */
const addresses = [
  new RegExp(`${START}[0-9a-f]{2}([-:])(?:[0-9a-f]{2}\\1){4}[0-9a-f]{2}${END}`, 'gi'),
  new RegExp(`(?<![0-9A-Za-z.])(?:${OCTET}\\.){3}${OCTET}(?::\\d{1,5})?(?![0-9A-Za-z]|\\.\\d)`, 'g'),
  /\[(?=[^\]]{0,38}::)[0-9a-f:.]{2,45}\](?::\d{1,5}(?!\d))?/gi,
]

/** A text without the names of machines, whose digits are by chance those of a person's number, or of a day. */
export function withoutMachineNames(text: string): string {
  const rest = hasLongToken.test(text) ? text.replace(uuid, GONE) : text
  return hasOctets.test(rest) ? addresses.reduce((left, address) => left.replace(address, GONE), rest) : rest
}
