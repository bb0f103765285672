import { onScopeDispose, ref, type Ref } from 'vue'

/** An answer that says what the server's time was, with the way from this phone's steady clock to it. */
export interface Timed<T> {
  data: T
  /** Milliseconds to add to `performance.now()`: the phone's own clock may be wrong, or be put right meanwhile. */
  base: number
}

/** Asks, and holds the server's `now` against the steady clock: it was said about half of the way back. */
export async function timed<T extends { now: number }>(ask: () => Promise<T>, steady: () => number = () => performance.now()): Promise<Timed<T>> {
  const asked = steady()
  const data = await ask()
  const heard = steady()
  return { data, base: data.now + (heard - asked) / 2 - heard }
}

/** The server's time now, in milliseconds. */
export const serverNow = (base: number): number => base + performance.now()

/** A value that counts up while the page is there, so that what depends on the time is drawn anew; a quarter of a second at most late. */
export function useTick(every = 250): Ref<number> {
  const tick = ref(performance.now())
  const timer = setInterval(() => {
    tick.value = performance.now()
  }, every)
  onScopeDispose(() => clearInterval(timer))
  return tick
}
