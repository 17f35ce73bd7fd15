/** What a person sees in the terminal; the log is a file. */
export interface Console {
  /** A step under way, or a fact. */
  say(text: string): void
  /** Something wrong. */
  warn(text: string): void
}

export function createConsole(out: { write(text: string): unknown }): Console {
  return {
    say: (text) => out.write(`${text}\n`),
    warn: (text) => out.write(`! ${text}\n`),
  }
}
