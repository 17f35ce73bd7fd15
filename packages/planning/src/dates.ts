import { toMs } from './instant.ts'

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** `25 November 2026`, in UTC. Written out here so that no locale data can change a stored sentence. */
export function formatDate(instant: string): string {
  const date = new Date(toMs(instant))
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}
