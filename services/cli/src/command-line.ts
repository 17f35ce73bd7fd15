/**
 * How a command begins in help and messages, from the repository's root. `-s`: else npm writes lines of its own before
 * the output, into the file where that goes to one.
 */
export const sluice = 'npm run -s sluice --'

/** The end of a command's help: how it may be called, a line each. */
export function exampleText(...commands: readonly string[]): string {
  return `\nExample:\n${commands.map((command) => `  ${sluice} ${command}`).join('\n')}`
}
