import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ToolDefinition } from '../../src/tool-kit/define-tool.ts';
import { FREE_TEXTS } from '../../src/tool-kit/free-texts.ts';
import { mendValue } from '../../src/tool-kit/mend-value.ts';
import { tools } from '../../src/tools/catalogue.ts';
import { runScript } from '../../src/tools/scripts/run-script.ts';
import { parseYaml11, renderJinja } from '../codecollections/jinja.ts';
import { awkwardValue } from './awkward-values.ts';
import { type ToolBench, toolBench } from './tool-caller.ts';
import { type ParameterSchema, valuesOf } from './values-of.ts';
import { CASES, ELSEWHERE, type Fields, IDS, type Try, VALUES, workspace_name } from './writing-calls.ts';

/** More of them are tried by `GIVEN_RUNS=50 GIVEN_SEED=3`. */
const RUNS = Number(process.env.GIVEN_RUNS ?? 1);
const SEED = Number(process.env.GIVEN_SEED ?? 1);

/** Empty and false are what these are when left out: no tag, no script of an SLI, no workflow. */
const EMPTY_WHEN_LEFT_OUT =
  /^(?:tags|hierarchy|env_vars|secret_vars|runtime_vars|sli_script(?:_base64)?|clear_max_runs|deploy_sli|workflow)$/;
const meansNothing = (name: string, meant: unknown) =>
  EMPTY_WHEN_LEFT_OUT.test(name) && ['', '[]', '{}', 'false'].includes(textOf(meant));
const seen = (map: Fields) => Object.values(map).filter((value) => String(value).trim() !== '');
/** How any value is found that is not one of those of its case. */
function asGiven(name: string, how: Try = {}): Try {
  if (name === 'location') return { ...how, key: 'runnerUuid', sentAs: (given) => given };
  return how.sentAs === Object.values ? { ...how, sentAs: seen } : how;
}
const textOf = (value: unknown) => (typeof value === 'string' ? value.trim() : JSON.stringify(value));

const spellings = (name: string) => [name, name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())];

function nodes(value: unknown, key = ''): { key: string; value: unknown }[] {
  const below =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, inner]) => nodes(inner, name))
      : [];
  return [{ key, value }, ...below];
}

/** Whether a value stands in what was sent: whole under its name, or as the text that it is in any text. */
function stands(sent: unknown, name: string, { key, sentAs }: Try, given: unknown): boolean {
  const value = sentAs ? sentAs(given) : given;
  const keys = key ? [key] : spellings(name);
  const found = nodes(sent);
  if (found.some((node) => keys.includes(node.key) && sameValue(node.value, value))) return true;
  if (typeof value === 'string')
    return value.trim() !== '' && found.some((node) => String(node.value).includes(value));
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return false;
  return Object.entries(value).every(
    ([inner, item]) => stands(sent, inner, {}, item) && (Array.isArray(value) || nameStands(found, inner)),
  );
}

const nameStands = (found: { key: string; value: unknown }[], name: string) =>
  found.some((node) => node.key === name || String(node.value).includes(name));

/** Blanks around a name are nothing, and an empty text is what `null` says to the platform. */
const sameValue = (sent: unknown, given: unknown) =>
  isDeepStrictEqual(sent, given) ||
  (typeof given === 'string' && given.trim() === '' && (sent === '' || sent === null));

/** Rendered files as they read once the workspace builder has filled them in. */
const rendersOf = (files: Record<string, string>) =>
  Object.entries(files).map(([path, text]) =>
    path.endsWith('.yaml') ? parseYaml11(renderJinja(text)) : text,
  );

/** Whether a refusal shows the value that it is about, blanks around it aside. */
const isQuoted = (given: unknown, message: string) =>
  [given]
    .flat()
    .some((one) =>
      [String(one), String(one).replace(/[[\]"]/g, '')].some(
        (text) => text.trim() !== '' && message.includes(text.trim()),
      ),
    );

/** What is wrong with what is sent of one value; undefined where it is sent or named. */
async function fateOf(
  bench: ToolBench,
  tool: ToolDefinition,
  name: string,
  how: Try,
  args: Fields,
  meant: unknown = args[name],
): Promise<'refused' | 'kept' | string> {
  const before = bench.sandbox.requests.length;
  const shown = `${name}=${JSON.stringify(args[name])}`;
  const writes = () =>
    bench.sandbox.requests
      .slice(before)
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path, body }) => ({ method, path, body }));
  try {
    const { notes = [], secret_resolution_notes = [], files } = await bench.call(tool, args);
    const sent = files ? rendersOf(files) : writes();
    const told = [name, ...(typeof args[name] === 'string' && args[name].trim() ? [args[name]] : [])];
    const said = [...notes, ...secret_resolution_notes].join('\n');
    if (told.some((text) => said.includes(text))) return 'kept';
    if (stands(sent, name, how, meant)) return 'kept';
    return `${shown} is lost: ${JSON.stringify(sent).slice(0, 900)} ${JSON.stringify(notes)}`;
  } catch (error) {
    const { message } = error as Error;
    if (!message.startsWith(`${tool.name} answered`)) throw error;
    // The platform was given the value, and refuses it.
    if (writes().length > 0) return /"status":4\d\d/.test(message) ? 'refused' : `${shown} fails: ${message}`;
    const words = name.split('_').every((word) => message.includes(word)) || isQuoted(args[name], message);
    return words ? 'refused' : `${shown} is refused without its name: ${message}`;
  }
}

const schemaOf = ({ input }: ToolDefinition) =>
  z.toJSONSchema(input, { io: 'input', reused: 'inline' }).properties as Record<string, ParameterSchema>;

const toolNamed = (name: string) => tools.find((tool) => tool.name === name) as unknown as ToolDefinition;

describe('what is given is sent, or a note says that it is not', () => {
  test('for every tool that has something to lose', () => {
    const able = tools.filter(({ effect, writesFiles, input }) => {
      const told = Object.keys(input.shape).filter((name) => !IDS.test(name) && !(name in VALUES));
      return writesFiles || (effect !== 'read' && effect !== 'delete' && told.length > 0);
    });
    const others = able.filter(({ name, input }) => !(name in CASES) && input !== runScript.input);
    expect(others.map(({ name }) => name)).toEqual([]);
  });

  test.each(Object.entries(CASES))('%s', { timeout: 120_000 }, async (name, { base, tries = {} }) => {
    const tool = toolNamed(name);
    const bench = await toolBench();
    const schema = schemaOf(tool);
    const world = bench.sandbox.world.workspaces.get(workspace_name)!;
    const wrong: string[] = [];
    let turn = 0;
    for (const [parameter, published] of Object.entries(schema)) {
      if (ELSEWHERE.test(parameter) || IDS.test(parameter)) continue;
      const how = tries[parameter] ?? {};
      const values = [
        ...(how.values ?? VALUES[parameter] ?? valuesOf(published, 'zq-mark')),
        ...(how.more ?? []),
      ];
      const fates: string[] = [];
      for (const value of values) {
        if (isDeepStrictEqual(value, published.default)) continue;
        const args = { ...base(++turn, world), ...how.beside, [parameter]: value };
        fates.push(await fateOf(bench, tool, parameter, how, args));
      }
      wrong.push(...fates.filter((fate) => fate !== 'kept' && fate !== 'refused'));
      if (fates.length > 0 && !fates.includes('kept')) wrong.push(`${parameter}: no value was taken`);
    }
    expect(wrong).toEqual([]);
  });

  test.each(Object.entries(CASES))(
    '%s, whatever its form',
    { timeout: 600_000 },
    async (name, { base, tries = {} }) => {
      const tool = toolNamed(name);
      const bench = await toolBench();
      const world = bench.sandbox.world.workspaces.get(workspace_name)!;
      const wrong: string[] = [];
      let turn = 0;
      for (const [parameter, published] of Object.entries(schemaOf(tool))) {
        if (ELSEWHERE.test(parameter) || IDS.test(parameter) || parameter in VALUES) continue;
        const how = asGiven(parameter, tries[parameter]);
        for (const value of fc.sample(awkwardValue(published), { numRuns: RUNS, seed: SEED })) {
          const meant = mendValue(value, published as Fields, FREE_TEXTS.has(parameter));
          if (isDeepStrictEqual(meant, published.default) || meansNothing(parameter, meant)) continue;
          const args = { ...base(++turn, world), ...how.beside, [parameter]: value };
          const fate = await fateOf(bench, tool, parameter, how, args, meant);
          if (fate !== 'kept' && fate !== 'refused') wrong.push(fate);
        }
      }
      expect(wrong).toEqual([]);
    },
  );
});
