export interface RunOptions {
  seed: number
  /** How many rounds; each program says what one is. */
  runs: number | undefined
  /** Ends with the round under way when this is over. */
  minutes: number
  say: (line: string) => void
}

export interface Outcome {
  /** What was counted and measured, by name. */
  counts: Record<string, number | string>
  /** What was not as the goal says; empty: the goal is met. */
  broken: string[]
}

/** A goal of the reliability table, shown by trying to break it. */
export interface Program {
  goal: string
  run(options: RunOptions): Promise<Outcome>
}

/** A program that cannot run here says why with this. */
export class Skipped extends Error {}

/** Says whether time is left. */
export function timeLeft(minutes: number): () => boolean {
  const until = performance.now() + minutes * 60_000
  return () => performance.now() < until
}
