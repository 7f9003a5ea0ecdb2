import { describe, expect, it } from 'vitest';
import { adviseLocation, chooseLocation, type LocationChoice, needsUsage } from '../../src/slx/locations.ts';
import { refusalOf } from '../script-rules/refusal.ts';

const place = (name: string, type: string | null = 'workspace'): LocationChoice => ({
  name,
  type,
  uuid: `uuid-${name}`,
});
const SHARED = place('shared', 'public');

describe('§18 choosing a location', () => {
  it.each([
    ['the given one', 'b', [place('a'), place('b')], [], 'b'],
    ['the given one by its id', 'uuid-b', [place('a'), place('b')], [], 'b'],
    ['the only private one', undefined, [SHARED, place('a')], [], 'a'],
    ['the private one in use', undefined, [place('a'), place('b')], ['b', 'a', 'uuid-b'], 'b'],
    [
      'the first public one where none is private',
      undefined,
      [SHARED, place('other', 'public')],
      [],
      'shared',
    ],
    ['one without a type as a private one', undefined, [SHARED, place('a', null)], [], 'a'],
  ])('takes %s', (_, given, locations, usage, name) => {
    const chosen = chooseLocation(given, locations, usage);
    expect(chosen).toMatchObject({ name, uuid: `uuid-${name}` });
    expect(chosen.reason).not.toBe('');
  });

  it('takes a given one that is not listed, and says so', () => {
    expect(chooseLocation('new', [place('a')], [])).toMatchObject({ name: 'new', uuid: null });
    expect(chooseLocation('new', [place('a')], []).reason).toContain('not among');
  });

  it('names the one that is meant, where a given one is near it', () => {
    const listed = [place('checkout-prod-eu'), place('shared')];
    expect(chooseLocation('checkout-prod-ue', listed, []).reason).toContain(
      '(did you mean checkout-prod-eu?)',
    );
    expect(chooseLocation('elsewhere', listed, []).reason).not.toContain('did you mean');
  });

  it('asks where several private ones are alike', () => {
    const { message, detail } = refusalOf(() => chooseLocation(undefined, [place('a'), place('b')], []));
    expect(message).toContain('a, b');
    expect(detail).toEqual({ locations: ['a', 'b'] });
  });

  it('asks where two are in use equally often', () => {
    expect(refusalOf(() => chooseLocation(undefined, [place('a'), place('b')], ['a', 'b'])).code).toBe(
      'refused',
    );
  });

  it('does not follow usage to a place that is not private', () => {
    expect(
      refusalOf(() => chooseLocation(undefined, [place('a'), place('b'), SHARED], ['shared'])).code,
    ).toBe('refused');
  });

  it('is refused where there is none', () => {
    expect(refusalOf(() => chooseLocation(undefined, [], [])).hint).toContain('Register a runner');
  });

  it('looks at usage only where it can matter', () => {
    expect(needsUsage(undefined, [place('a'), place('b')])).toBe(true);
    expect(needsUsage('a', [place('a'), place('b')])).toBe(false);
    expect(needsUsage(undefined, [place('a'), SHARED])).toBe(false);
  });
});

describe('§18 advice on locations', () => {
  it('recommends the only private one', () => {
    expect(adviseLocation([place('a'), SHARED], [])).toMatchObject({ recommended: 'a', autoResolves: true });
    expect(adviseLocation([place('a')], []).hint).toContain('Omit');
  });

  it('recommends the one in use', () => {
    const advice = adviseLocation([place('a'), place('b')], ['a']);
    expect(advice).toMatchObject({ recommended: 'a', autoResolves: true });
    expect(advice.hint).toContain('existing SLX usage');
  });

  it('recommends none without a clue, and names them', () => {
    const advice = adviseLocation([place('a'), place('b')], []);
    expect(advice).toMatchObject({ recommended: null, autoResolves: false });
    expect(advice.hint).toMatch(/Ask the user.*a, b/);
  });

  it('warns of a public one', () => {
    const advice = adviseLocation([SHARED], []);
    expect(advice).toMatchObject({ recommended: 'shared', autoResolves: true });
    expect(advice.warning).toContain('internal systems');
  });

  it('says what to do without any', () => {
    expect(adviseLocation([], [])).toMatchObject({ recommended: null, autoResolves: false });
    expect(adviseLocation([], []).hint).toContain('register a runner');
  });
});
