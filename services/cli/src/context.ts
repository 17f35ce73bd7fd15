/** What a command has of the world; main.ts hands in the process's, so that commands can be read and tested alone. */
export interface Context {
  env: Record<string, string | undefined>
  /** Results: what a script reads. A line, without its end. */
  out: (line: string) => void
  /** Everything else: progress, warnings, errors. */
  err: (line: string) => void
  /** The text of a file, or of standard input for '-'. */
  read: (path: string) => Promise<string>
  /** The same line by line, for input too large to hold. */
  readLines: (path: string) => AsyncIterable<string>
}

/** What a command gets. */
export interface CommandContext extends Context {
  /** Sets how the process ends when nothing was thrown. */
  exitWith: (code: number) => void
}
