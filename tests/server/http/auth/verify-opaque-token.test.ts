import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { RateLimited, Unavailable } from '../../../../src/errors/platform-errors.ts';
import { createOpaqueTokenVerifier } from '../../../../src/server/http/auth/verify-opaque-token.ts';
import { setBounds } from '../../../platform/bounds.ts';
import { sendJson, startServer } from '../../../platform/http-server.ts';
import { servicesAt } from '../../../platform/test-platform.ts';

const ADA = { id: 7, username: 'ada', email: 'ada@example.com' };

/** A verifier, and the checks that the platform has been asked for; each waits until it is answered. */
async function waitingChecks() {
  const asked = new Map<string, (status: number, body: unknown) => void>();
  const { url } = await startServer(
    ({ headers }, response) =>
      void asked.set(headers.authorization!.slice('Bearer '.length), (status, body) =>
        sendJson(response, status, body),
      ),
  );
  const verifier = createOpaqueTokenVerifier(servicesAt(url));
  const verify = (token: string) => verifier.verify(token, new AbortController().signal);
  const answer = async (token: string, status = 200, body: unknown = ADA) => {
    await vi.waitFor(() => expect([...asked.keys()]).toContain(token));
    asked.get(token)!(status, body);
    asked.delete(token);
  };
  return { asked, verify, answer };
}

/** Whatever the cache of answers holds is out of date. */
function laterBy(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
  onTestFinished(() => void vi.useRealTimers());
}

describe('a token that only the platform knows', () => {
  test('says who its user is, by number and by name', async () => {
    const { verify, answer } = await waitingChecks();
    const caller = verify('good');
    await answer('good');
    expect(await caller).toEqual({ token: 'good', subject: 'user:7', name: 'ada' });
  });

  test.each([401, 403])('is bad where the platform answers %i', async (status) => {
    const { verify, answer } = await waitingChecks();
    const refused = expect(verify('bad')).rejects.toMatchObject({
      code: 'invalid_token',
      message: 'The platform does not know this token, or it has expired.',
    });
    await answer('bad', status, { detail: 'no' });
    await refused;
  });

  test('is not called bad where the platform fails, and is asked about again', async () => {
    const { verify, answer } = await waitingChecks();
    const failed = expect(verify('good')).rejects.toBeInstanceOf(Unavailable);
    await answer('good', 500, {});
    await failed;
    const caller = verify('good');
    await answer('good');
    expect(await caller).toMatchObject({ subject: 'user:7' });
  });
});

describe('where more tokens are to be checked than the platform is asked about at a time', () => {
  test('so many wait, the next is refused as too many, and once answered others are asked about', async () => {
    setBounds({ tokenChecks: 1, waitingTokenChecks: 1 });
    const { asked, verify, answer } = await waitingChecks();
    const [first, second] = [verify('first'), verify('second')];
    await expect(verify('third')).rejects.toBeInstanceOf(RateLimited);
    await expect(verify('third')).rejects.toMatchObject({
      message: expect.stringContaining('Too many tokens'),
    });
    await vi.waitFor(() => expect([...asked.keys()]).toEqual(['first']));
    await answer('first');
    await answer('second');
    expect(await Promise.all([first, second])).toHaveLength(2);
    const third = verify('third');
    await answer('third');
    expect(await third).toMatchObject({ subject: 'user:7' });
  });

  test('one that was good before waits for none that is new, and one that was not does', async () => {
    setBounds({ tokenChecks: 1, waitingTokenChecks: 5 });
    const { asked, verify, answer } = await waitingChecks();
    const [good, bad] = [verify('good'), expect(verify('bad')).rejects.toThrow()];
    await answer('good');
    await answer('bad', 401, {});
    await Promise.all([good, bad]);
    laterBy(61_000);
    const stranger = verify('stranger');
    const [again, badAgain] = [verify('good'), expect(verify('bad')).rejects.toThrow()];
    await answer('good');
    expect(await again).toMatchObject({ subject: 'user:7' });
    expect([...asked.keys()]).toEqual(['stranger']);
    await answer('stranger');
    await stranger;
    await answer('bad', 401, {});
    await badAgain;
  });
});
