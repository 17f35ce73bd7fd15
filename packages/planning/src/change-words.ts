import { minorPerCurrencyUnit } from './money.ts'
import type { Receiver } from './movement.ts'
import { roomOf } from './room-words.ts'
import { daily, type Line, money, type Named, type WordedLeaf, waitOf } from './wording.ts'

/** What happens to the cell: raised, cut and where the money went, or nothing. `note` says what the new amount is. */
export function change(line: Line, w: Named, note = ''): string {
  const difference = line.amountMinor - line.previousMinor
  const amount = `${daily(line, w)}${note === '' ? '' : `, ${note}`}`
  if (difference > 0) return `we raised it by ${money(difference, w)} to ${amount}`
  if (difference === 0) return `it stays at ${amount}`
  const where = moved(line, w)
  return `we cut it to ${amount}${note === '' || where.startsWith(',') ? '' : ','}${where}`
}

/** The same of a cell that gets its floor, or less where it may not rise to it. */
export function toFloor(line: Line, w: Named): string {
  const isBelow = line.amountMinor < line.leaf.facts.bounds.floorMinor
  const floor = isBelow ? `${daily(line, w)}, below its floor` : `its floor of ${daily(line, w)}`
  if (!isCut(line)) return line.amountMinor === line.previousMinor ? `it stays at ${floor}` : `it gets ${floor}`
  const where = moved(line, w)
  return `we cut it to ${floor}${isBelow && !where.startsWith(',') ? ',' : ''}${where}`
}

/** The same of a cell that has all it can use. */
export function enough(line: Line, w: Named): string {
  const difference = line.amountMinor - line.previousMinor
  if (difference > 0) return `we raised it by ${money(difference, w)}`
  if (difference === 0) return 'it stays there'
  const where = moved(line, w)
  return where.startsWith(',') ? `that is${where.slice(1)}` : `we${where.slice(' and'.length)}`
}

/** Whether the cell gets less than before. */
export const isCut = ({ amountMinor, previousMinor }: Line) => amountMinor < previousMinor

/** ` and moved $378, mostly to Decatur, …`; `, $4 less than before` where it went nowhere in particular. */
export function moved(line: Line, w: Named): string {
  const { named, namedMinor, receivedMinor, givenMinor } = w.movementOf(line.leaf.id)
  const minor = line.previousMinor - line.amountMinor
  const [top] = named
  // Where most of what was taken left the pool, it did not go to anybody; nor where most is floors of clinics that were gated
  // and are not named; and a few cents are not worth a name.
  const isSmall = minor < minorPerCurrencyUnit(w.input.currencyExponent)
  const isElsewhere = 2 * receivedMinor < givenMinor || 2 * namedMinor < receivedMinor
  if (top === undefined || isSmall || isElsewhere) return `, ${money(minor, w)} less than before`
  return ` and moved ${money(minor, w)}${toWhom(top, line, w)}`
}

function toWhom(top: Receiver, line: Line, w: Named): string {
  const { named, clinics, receivedMinor } = w.movementOf(line.leaf.id)
  const name = ({ leaf }: Receiver) => receiverName(leaf, line, w)
  const [, second] = named
  // Some of it may have gone to who is not named.
  if (second === undefined) return `${top.minor < receivedMinor - 0.5 ? ', mostly' : ''} to ${name(top)}`
  const isReserveIn = clinics < named.length
  const others = `${isReserveIn ? 'the reserve and ' : ''}${clinics} other${clinics === 1 ? '' : 's'}`
  if (2 * top.minor < receivedMinor)
    return ` to ${others}${top.leaf === null ? '' : `, the largest part to ${name(top)}`}`
  // Only what matters: a tenth is worth a word, less is not.
  const isWorthNaming = top.leaf === null && 10 * second.minor >= receivedMinor
  return `, mostly to ${name(top)}${isWorthNaming ? `, then to ${name(second)}` : ''}`
}

/** A receiver, with why it can use the money: its room, or a wait shorter than the giver's. */
function receiverName(leaf: WordedLeaf | null, giver: Line, w: Named): string {
  if (leaf === null) return 'the reserve'
  const name = w.labels.get(leaf.id) ?? leaf.id
  const room = roomOf(leaf.facts)
  if (room !== null) return `${name}, which has ${room}`
  const wait = leaf.facts.place.chosen.wait
  const givers = giver.leaf.facts.place.chosen.wait
  const isShorter = wait !== null && givers !== null && Math.round(wait.readDays) < Math.round(givers.readDays)
  return isShorter ? `${name}, which has ${waitOf(wait.days)}` : name
}
