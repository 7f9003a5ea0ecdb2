const turns = new Map<string, Promise<unknown>>();

/**
 * Runs `work` once every earlier one with the same key has ended, so that two updates sent at once do not read the same
 * state and undo each other.
 */
export async function oneAtATime<Value>(key: string, work: () => Promise<Value>): Promise<Value> {
  const before = turns.get(key) ?? Promise.resolve();
  const turn = before.then(work, work);
  turns.set(key, turn);
  try {
    return await turn;
  } finally {
    if (turns.get(key) === turn) turns.delete(key);
  }
}
