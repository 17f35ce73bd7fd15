const LEAST = 128
const MOST = 1_024
/** Share of the machine's memory; PostgreSQL's own advice is a quarter of a machine it has to itself. */
const SHARE = 1 / 16

/**
 * Megabytes of its tables that PostgreSQL keeps at hand: between its default and 1 GB. Ids of events come in any order,
 * so the index of the keys is written all over: what does not fit is thrown out and read in again. Memory is only taken
 * as far as it is used.
 * @param memory bytes of the machine, and what this process is allowed of it; 0: nobody says
 */
export function sharedMegabytes({ total, allowed }: { total: number; allowed: number }): number {
  const memory = allowed > 0 ? Math.min(total, allowed) : total
  return Math.min(MOST, Math.max(LEAST, Math.floor((memory * SHARE) / 1_048_576)))
}
