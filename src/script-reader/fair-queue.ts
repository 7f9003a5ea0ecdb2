/** First come, first served for each caller, and the callers in turn: many requests of one delay no other by more than one. */
export class FairQueue<Item> {
  readonly #byCaller = new Map<string, Item[]>();

  push(caller: string, item: Item): void {
    const waiting = this.#byCaller.get(caller);
    if (waiting) waiting.push(item);
    else this.#byCaller.set(caller, [item]);
  }

  /** How many requests of a caller wait. */
  waiting(caller: string): number {
    return this.#byCaller.get(caller)?.length ?? 0;
  }

  next(): Item | undefined {
    for (const [caller, waiting] of this.#byCaller) {
      const item = waiting.shift();
      this.#byCaller.delete(caller);
      if (waiting.length > 0) this.#byCaller.set(caller, waiting);
      if (item !== undefined) return item;
    }
    return undefined;
  }
}
