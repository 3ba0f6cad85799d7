interface Event {
  readonly at: number;
  act: (() => void) | undefined;
}

/**
 * Everything that happens, in the order of its time. Between two events all promises that can go on do so,
 * hence a schedule always takes the same course.
 */
export class World {
  #now = 1_700_000_000_000;
  /** Latest first, so that the next one is taken from the end. */
  readonly #events: Event[] = [];

  get now(): number {
    return this.#now;
  }

  /** Lets something happen after a while; the function returned calls it off. */
  after(ms: number, act: () => void): () => void {
    const event: Event = { at: this.#now + ms, act };
    let place = this.#events.length;
    // Of two at the same time, the one that was planned first happens first.
    while (place > 0 && (this.#events[place - 1]?.at ?? 0) <= event.at) place -= 1;
    this.#events.splice(place, 0, event);
    return () => {
      event.act = undefined;
    };
  }

  /** Goes on until nothing is left to happen. */
  async run(): Promise<void> {
    await Promise.resolve();
    await settled();
    for (let event = this.#events.pop(); event !== undefined; event = this.#events.pop()) {
      if (event.act === undefined) continue;
      this.#now = event.at;
      event.act();
      await settled();
    }
  }
}

/**
 * Resolves once no promise can go on any more: Node takes what `nextTick` was given when the queue of
 * microtasks, from which this is called, is empty. Nothing in a schedule waits for anything but promises.
 */
function settled(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
