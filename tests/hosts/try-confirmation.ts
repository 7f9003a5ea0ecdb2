import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CheckedSandbox, startCheckedSandbox } from '../contract/checked-sandbox.ts';
import { type HttpBench, serve } from '../server/http/http-bench.ts';
import { DELETABLES, type Deletable } from './deletable.ts';
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

/** Codes that must not delete, by what they are; `own` is that of the object's own preview. */
const WRONG_CODES: Record<string, (own: string) => string | undefined> = {
  'no code': () => undefined,
  'an empty one': () => '',
  'a word': () => 'yes',
  'one that is made up': () => '00000000-00000000',
  'one that is too long': (own) => `${own}0`,
  'one that is too short': (own) => own.slice(0, -1),
  'its halves the other way around': (own) => own.split('-').toReversed().join('-'),
};

/** An object of each kind that stands through a file's tests, by the tool that deletes it. */
const standing = new Map<string, Record<string, unknown>>();

/** The code of another object of every kind, as the same caller gets it. */
async function codesOfOthers(): Promise<string[]> {
  const codes: string[] = [];
  for (const { tool, make } of DELETABLES) {
    const args = standing.get(tool) ?? (await make(other, freshName()));
    standing.set(tool, args);
    codes.push((await other.call(tool, args)).confirm);
  }
  return codes;
}

/**
 * Tries tools from one kind of host in one place, with calls that must not delete and calls that must: a host that can ask
 * nobody, and one with a person in front of it, whether or not this place lets the server ask.
 */
export function tryConfirmation(
  { host: name, place, asks }: (typeof COMBINATIONS)[number],
  kinds: readonly Deletable[],
): void {
  let host: Host;
  let person: (question: string) => Answer | Promise<Answer>;
  const questions: string[] = [];
  const connected = (options: HostOptions) => {
    beforeAll(async () => {
      host = await HOSTS[name]!(PLACES[place]!(), options);
    });
    afterAll(() => host.close());
  };
  const asking: HostOptions = {
    person: (question) => {
      questions.push(question);
      return person(question);
    },
  };

  const actsWithItsCodeAlone = () =>
    test.each(kinds)('$tool acts with the code of its own preview alone', WHILE_BUSY, async (kind) => {
      person = () => 'accept';
      questions.length = 0;
      const args = await kind.make(other, freshName());
      const before = deletions(kind.path);
      const first = await host.call(kind.tool, args);
      expect(first).toMatchObject({
        status: 'confirmation_required',
        preview: { act: expect.stringContaining('Delete') },
      });
      expect(first.next).toContain(first.confirm);
      const wrong = Object.entries(WRONG_CODES).map(([what, code]) => [what, code(first.confirm)] as const);
      const foreign = (await codesOfOthers()).map((code) => ['that of another object', code] as const);
      for (const [what, confirm] of [...wrong, ...foreign]) {
        const reply = await host.call(kind.tool, { ...args, confirm });
        expect(reply, what).toMatchObject({ status: 'confirmation_required', confirm: first.confirm });
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
      expect(questions).toEqual([]);
    });

  const actsOnAgreementAlone = () =>
    test.each(kinds)('$tool acts only on what the person agreed to', WHILE_BUSY, async (kind) => {
      const args = await kind.make(other, freshName());
      const before = deletions(kind.path);
      const { confirm } = await other.call(kind.tool, args);
      for (const code of [undefined, 'yes', confirm]) {
        person = () => 'decline';
        const declined = await host.call(kind.tool, { ...args, confirm: code });
        expect(declined).toMatchObject({
          status: 'declined',
          message: expect.stringContaining('Nothing was sent'),
        });
        person = () => 'cancel';
        const cancelled = await host.call(kind.tool, { ...args, confirm: code });
        expect(cancelled).toMatchObject({
          status: 'cancelled',
          message: expect.stringContaining('Nothing was sent'),
        });
      }
      person = () => {
        throw new Error('The window was closed');
      };
      await expect(host.call(kind.tool, { ...args, confirm })).rejects.toThrow();
      expect(deletions(kind.path)).toBe(before);

      questions.length = 0;
      person = async () => {
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

  describe('whose host can ask nobody', () => {
    connected({});
    actsWithItsCodeAlone();
  });

  describe('whose host has a person in front of it', () => {
    connected(asking);
    if (asks) actsOnAgreementAlone();
    else actsWithItsCodeAlone();
  });
}
