/** One account may be written 123-456-7890 and 1234567890; platforms' APIs have the latter. */
export function digitsOf(accountId: string): string {
  return accountId.replaceAll('-', '')
}
