import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { OPTIONS } from '../../src/config/options.ts';
import { parseStages } from './dockerfile.ts';

const stages = parseStages(readFileSync('Dockerfile', 'utf8'));
const [build, image] = stages as [(typeof stages)[number], (typeof stages)[number]];
const each = (stage: typeof build, name: string) => stage.filter((instruction) => instruction.name === name);
const last = (name: string) => each(image, name).at(-1)!.rest;

/** Paths of the build context that an instruction copies. */
const fromContext = stages
  .flat()
  .filter(({ name, options }) => name === 'COPY' && !options.from)
  .flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1));

test('the image is made of two stages, each from a Node that the package runs on', () => {
  expect(stages).toHaveLength(2);
  for (const [from] of stages) expect(Number(/^node:(\d+)/.exec(from!.rest)![1])).toBeGreaterThanOrEqual(20);
});

test('both stages name the same image, by its digest', () => {
  const images = stages.map(([from]) => from!.rest.replace(/ AS .*$/, ''));
  expect(new Set(images).size).toBe(1);
  expect(images[0]).toMatch(/^node:24-alpine@sha256:[0-9a-f]{64}$/);
});

test('dependencies come from the lockfile, before the sources that change more often', () => {
  const names = build.map(({ name, rest }) => `${name} ${rest}`);
  const install = names.findIndex((line) => line.startsWith('RUN npm ci'));
  expect(names.indexOf('COPY package.json package-lock.json ./')).toBe(install - 1);
  expect(names.indexOf('COPY src ./src')).toBeGreaterThan(install);
  expect(names.filter((line) => /npm (install|i)\b/.test(line))).toEqual([]);
});

test('development dependencies stay in the build stage', () => {
  expect(each(image, 'RUN')).toEqual([]);
  expect(each(image, 'COPY').map(({ rest }) => rest)).not.toContainEqual(
    expect.stringContaining('node_modules'),
  );
});

test('everything that is copied from the context exists', () => {
  expect(fromContext.filter((path) => !existsSync(path))).toEqual([]);
});

test('the context holds what is copied, and nothing else', () => {
  const [all, ...kept] = readFileSync('.dockerignore', 'utf8').trim().split('\n');
  expect(all).toBe('*');
  expect(kept.map((line) => line.replace(/^!/, '')).sort()).toEqual([...new Set(fromContext)].sort());
});

test('the server runs as a numbered user that is not root', () => {
  expect(last('USER')).toMatch(/^[1-9]\d*:[1-9]\d*$/);
});

test('the entry point is the program that package.json names', () => {
  const { bin } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(JSON.parse(last('ENTRYPOINT'))).toEqual(['node', bin['runwhen-platform-mcp']]);
  expect(JSON.parse(last('CMD'))).toEqual(['serve']);
});

test('it serves HTTP on every address and the port that it exposes', () => {
  const environment = Object.fromEntries(
    last('ENV')
      .split(/\s+/)
      .map((pair) => pair.split('=')),
  );
  expect(environment).toMatchObject({ MCP_TRANSPORT: 'http', MCP_HOST: '0.0.0.0', MCP_PORT: last('EXPOSE') });
  const known = Object.values(OPTIONS).map(({ variable }) => variable);
  expect([...known, 'NODE_ENV']).toEqual(expect.arrayContaining(Object.keys(environment)));
});

test('the health check asks whether the process is alive', () => {
  expect(last('HEALTHCHECK')).toContain('/livez');
});

test('the image says which server of the MCP registry it is', () => {
  const { mcpName } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(last('LABEL')).toContain(`io.modelcontextprotocol.server.name="${mcpName}"`);
});
