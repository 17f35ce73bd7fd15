import { kindOfFigure, type PlaceFigure, type StoredFigure, type StoredObservation } from '@sluice/database'
import type { Figure, FigureValue, Observation, WaitKind } from '@sluice/planning'

/** A figure as the newest report of its source says it. */
export function toFigure({ figure, source, observedAt, order, value }: PlaceFigure): Figure {
  const told = order ? { source, observedAt, order } : { source, observedAt }
  return { ...told, ...toFigureValue({ figure, value }) }
}

/** One message about a place. */
export function toObservation({ source, observedAt, order, figures }: StoredObservation): Observation {
  return { observedAt, source, ...(order && { order }), figures: figures.map(toFigureValue) }
}

/**
 * A stored figure as planning reads it. Fields in a fixed order whatever order the database gives them back in: the
 * canonical input is hashed. Values were checked by ingestion's schemas before they were stored.
 */
export function toFigureValue({ figure, value }: StoredFigure): FigureValue {
  switch (kindOfFigure(figure)) {
    case 'slots':
      return toSlots(value)
    case 'follow_up_slots':
      return { figure: 'follow_up_slots', horizonDays: number(value.horizonDays), open: number(value.open) }
    case 'waitlist':
      return { figure: 'waitlist', size: number(value.size) }
    case 'accepting':
      return toAccepting(value)
    default:
      return toWait(figure, value)
  }
}

function toSlots(value: Record<string, unknown>): FigureValue {
  const horizonDays = number(value.horizonDays)
  if (typeof value.booked === 'number') {
    return { figure: 'slots', horizonDays, total: number(value.total), booked: value.booked }
  }
  const total = typeof value.total === 'number' ? value.total : null
  return { figure: 'slots', horizonDays, total, open: number(value.open) }
}

function toAccepting(value: Record<string, unknown>): FigureValue {
  const reasonCode = typeof value.reasonCode === 'string' ? value.reasonCode : null
  return {
    figure: 'accepting',
    accepting: value.accepting === true,
    reasonCode,
    wholeLocation: value.wholeLocation === true,
  }
}

/** `wait.<kind>`: a figure of its own for each kind, since they are not comparable. */
function toWait(figure: string, value: Record<string, unknown>): FigureValue {
  if (!figure.startsWith('wait.')) throw new Error(`no such figure: ${figure}`)
  return { figure: 'wait', kind: figure.slice('wait.'.length) as WaitKind, days: number(value.days) }
}

function number(value: unknown): number {
  if (typeof value === 'number') return value
  throw new Error('a stored figure lacks a number')
}

/** An order of figures that depends on nothing but themselves. */
export function compareFigures(a: Figure, b: Figure): number {
  const [left, right] = [keyOf(a), keyOf(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

function keyOf(figure: Figure): string {
  const variant = figure.figure === 'wait' ? figure.kind : figure.figure === 'accepting' ? figure.wholeLocation : ''
  const name = `${figure.figure}/${variant}/${figure.source}`
  // After the source: sources hold no spaces.
  return 'horizonDays' in figure ? `${name} ${figure.horizonDays}` : name
}
