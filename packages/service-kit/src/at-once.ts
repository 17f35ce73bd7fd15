/** What is there already, or is still to come. */
export type AtOnce<T> = T | Promise<T>

/**
 * Goes on with what was found: at once where it is there. Awaiting what is there costs turns of the queue of promises,
 * which thousands of pollers pay for. An error of `next` is thrown in the one case and rejects in the other.
 */
export function whenThere<T, Next>(found: AtOnce<T>, next: (found: T) => AtOnce<Next>): AtOnce<Next> {
  return found instanceof Promise ? found.then(next) : next(found)
}
