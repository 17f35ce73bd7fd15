/** `1 change`, `2 changes`: a count with what is counted, in its plural where it is not one. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
