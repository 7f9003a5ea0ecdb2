import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { TOOLSET_NAMES } from '../../src/server/choice.ts';
import { listTools } from '../../src/server/tool-list.ts';
import { tools } from '../../src/tools/catalogue.ts';
import { PRESETS } from '../../src/tools/presets.ts';
import { bytesOf, costTable } from './cost-table.ts';

/**
 * Tokens that a preset's list may cost. A token of these texts is 4.3 bytes on average as o200k counts; 4 are reckoned. The
 * bounds are decided here.
 */
const MOST_TOKENS: Record<string, number> = { investigate: 3_500, author: 5_500, configure: 5_500 };
const BYTES_PER_TOKEN = 4;

const listOf = (toolsets: string) =>
  listTools(loadConfig({ environment: { MCP_TOOLSETS: toolsets }, workingDirectory: '/' }));

const tokensOf = (value: unknown) => Math.ceil(bytesOf(value) / BYTES_PER_TOKEN);

describe.each(Object.entries(PRESETS))('the preset %s', (preset, names) => {
  test('names tools that exist, each once', () => {
    const known = tools.map(({ name }) => name);
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  test('costs a model no more than its bound', () => {
    const [tokens, most] = [tokensOf(listOf(preset)), MOST_TOKENS[preset]!];
    if (tokens <= most) return;
    const rows = listOf(preset).map((tool) => ({ name: tool.name, bytes: bytesOf(tool) }));
    const about = `The preset ${preset} (src/tools/presets.ts) costs ${tokens} tokens of ${most}; in bytes:`;
    throw new Error(costTable(about, 'tests/wire/presets.test.ts', rows, bytesOf));
  });
});

test('every toolset and preset offers something, and all offers everything', () => {
  for (const name of TOOLSET_NAMES) expect(listOf(name).length, name).toBeGreaterThan(0);
  expect(listOf('all')).toHaveLength(tools.length);
});
