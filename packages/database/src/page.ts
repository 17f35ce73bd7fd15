/** A part of a list in order of ids. */
export interface Page {
  /** The last id of the page before; '' for the first page. */
  after: string
  limit: number
}
