import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CheckedSandbox, startCheckedSandbox } from '../contract/checked-sandbox.ts';
import { type HttpBench, serve } from '../server/http/http-bench.ts';
import type { Deletable } from './deletable.ts';
import { type Answer, HOSTS, type Host, type HostOptions, type Place } from './hosts.ts';

/** Whoever else works on the platform. */
export let other: Host;
export let sandbox: CheckedSandbox;
export let http: HttpBench;
let named = 0;

/** Starts the platform, a server over HTTP and the second caller before the tests of a file, and ends them after. */
export function withPlatform(): void {
  beforeAll(async () => {
    sandbox = await startCheckedSandbox();
    http = await serve(sandbox.url);
    other = await HOSTS[NEW_ERA]!(PLACES['over HTTP']!());
  });
  afterAll(async () => {
    await other.close();
    await http.close();
    await sandbox.close();
  });
}

/** Where the servers of a file's tests are. */
export const PLACES: Record<string, () => Place> = {
  'over stdio': () => ({
    arguments: [],
    environment: { RW_API_URL: sandbox.url, RUNWHEN_AGENT_URL: sandbox.url, RUNWHEN_TOKEN: sandbox.token },
  }),
  'over HTTP': () => ({ url: http.url, token: sandbox.token }),
};

/** The one client that can be asked over HTTP. */
const NEW_ERA = 'a 2.x client on 2026-07-28';

/** Every kind of host in every place. */
export const COMBINATIONS = Object.keys(HOSTS).flatMap((host) =>
  Object.keys(PLACES).map((place) => ({
    host,
    place,
    /** Over HTTP in the older era each request has a server of its own, which nobody can answer. */
    asks: place === 'over stdio' || host === NEW_ERA,
  })),
);

/** How many deletions of a kind have reached the platform. */
export const deletions = (path: RegExp) =>
  sandbox.requests.filter((request) => request.method === 'DELETE' && path.test(request.path)).length;

/** The first script loads what scripts are read with. */
const WHILE_BUSY = { timeout: 120_000 };

/** A name that no object has yet. */
export function freshName(): string {
  named += 1;
  return `fresh-${named}`;
}

/** Tries one tool from one kind of host in one place, with all that must not delete, and what must. */
export function tryConfirmation(
  { host: name, place, asks }: (typeof COMBINATIONS)[number],
  kinds: readonly Deletable[],
): void {
  const connect = (options: HostOptions = {}) => HOSTS[name]!(PLACES[place]!(), options);

  describe('whose host cannot ask', () => {
    let host: Host;
    beforeAll(async () => {
      host = await connect(asks ? {} : { person: () => 'accept' });
    });
    afterAll(() => host.close());

    test.each(kinds)('$tool acts with the code of its own preview alone', WHILE_BUSY, async (kind) => {
      const [args, another] = [await kind.make(other, freshName()), await kind.make(other, freshName())];
      const before = deletions(kind.path);
      const first = await host.call(kind.tool, args);
      expect(first).toMatchObject({
        status: 'confirmation_required',
        preview: { act: expect.stringContaining('Delete') },
      });
      expect(first.next).toContain(first.confirm);
      const { confirm: ofAnother } = await host.call(kind.tool, another);
      const made = ['yes', '00000000-00000000', `${first.confirm}0`, ofAnother];
      for (const confirm of made) {
        const reply = await host.call(kind.tool, { ...args, confirm });
        expect(reply, String(confirm)).toMatchObject({
          status: 'confirmation_required',
          confirm: first.confirm,
        });
      }

      await kind.change(other, args);
      const changed = await host.call(kind.tool, { ...args, confirm: first.confirm });
      expect(changed.status).toBe('confirmation_required');
      expect(changed.message).toContain('has changed');
      expect(changed.confirm).not.toBe(first.confirm);
      expect(deletions(kind.path)).toBe(before);

      expect(await host.call(kind.tool, { ...args, confirm: changed.confirm })).toMatchObject({
        status: 'deleted',
      });
      expect(deletions(kind.path)).toBe(before + 1);
    });
  });

  describe.runIf(asks)('whose host asks the person', () => {
    let host: Host;
    let person: (question: string) => Answer | Promise<Answer>;
    beforeAll(async () => {
      host = await connect({ person: (question) => person(question) });
    });
    afterAll(() => host.close());

    test.each(kinds)('$tool acts only on what the person agreed to', WHILE_BUSY, async (kind) => {
      const args = await kind.make(other, freshName());
      const before = deletions(kind.path);
      for (const [answer, status] of [
        ['decline', 'declined'],
        ['cancel', 'cancelled'],
      ] as const) {
        person = () => answer;
        const reply = await host.call(kind.tool, { ...args, confirm: 'yes' });
        expect(reply).toMatchObject({ status, message: expect.stringContaining('Nothing was sent') });
      }

      const questions: string[] = [];
      person = async (question) => {
        questions.push(question);
        if (questions.length > 1) return 'decline';
        await kind.change(other, args);
        return 'accept';
      };
      expect(await host.call(kind.tool, args)).toMatchObject({ status: 'declined' });
      expect(questions[0]).toMatch(/^Delete .*\?/);
      expect(questions[1]).toContain('It has changed since you were asked.');
      expect(deletions(kind.path)).toBe(before);

      person = () => 'accept';
      expect(await host.call(kind.tool, args)).toMatchObject({ status: 'deleted' });
      expect(deletions(kind.path)).toBe(before + 1);
    });
  });
}
