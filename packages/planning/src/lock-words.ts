import { lockOf } from './bounds.ts'
import { change, isCut } from './change-words.ts'
import type { Lock } from './input.ts'
import { type Line, money, type Named } from './wording.ts'

/** A cell whose amount a person's word gives it: a lock, an override, or an undo [E17]. */
export function locked(line: Line, w: Named): string {
  return `${w.name} ${said(line, w)}; ${change(line, w)}.`
}

/** One that a person stopped. */
export function paused(line: Line, w: Named): string {
  const frees = isCut(line) ? `, which frees ${money(line.previousMinor, w)} a day` : ''
  const lock = lockIn(line, w)
  if (lock?.undoTo !== undefined) return `${w.name} ${said(line, w)}, under which it was paused${frees}.`
  return `${w.name} is paused${by(lock)}${frees}.`
}

/** One whose lock the money does not pay. */
export function lockNotPaid(line: Line, w: Named): string {
  const lock = lockIn(line, w)
  const amount = `${money(lock?.dailyBudgetMinor ?? 0, w)} a day`
  const what = lock?.undoTo === undefined ? `is locked at ${amount}${by(lock)}` : `${said(line, w)}, which is ${amount}`
  return `${w.name} ${what}, but there is too little money for that; ${change(line, w, 'as far as the money goes')}.`
}

function said(line: Line, w: Named): string {
  const lock = lockIn(line, w)
  if (lock?.undoTo === undefined) return `is locked${by(lock)}`
  return `goes back to what it had under plan ${lock.undoTo} (undo by ${lock.author})`
}

function by(lock: Lock | null): string {
  return lock === null ? '' : ` by ${lock.author} (${lock.reason})`
}

function lockIn({ leaf }: Line, w: Named): Lock | null {
  return lockOf(leaf.facts.cell, w.input.asOf)
}
