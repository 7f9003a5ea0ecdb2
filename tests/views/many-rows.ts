import { SCENES } from '../../src/gallery/scenes.ts';
import { answerOf, type Gallery } from './gallery.ts';

type Row = Record<string, unknown>;

/** Answers of the tools of these scenes, drawn from the sandbox's own rows, with so many of them. */
export async function manyRows(gallery: Gallery, scene: string, count: number) {
  const { tool, args } = SCENES.find(({ id }) => id === scene)!;
  const { content } = await gallery.client.callTool({ name: tool, arguments: args });
  const { results } = JSON.parse((content as { text: string }[])[0]!.text) as { results: Row[] };
  const rows = Array.from({ length: count }, (_, index) =>
    another(results[index % results.length]!, Math.floor(index / results.length)),
  );
  return answerOf({ count, results: rows });
}

/** The same row under another name and id, as in one more cluster. */
function another(row: Row, turn: number): Row {
  if (turn === 0) return row;
  const renamed = Object.entries(row).map(([key, value]) => {
    if (key === 'id') return [key, Number(value) + turn * 100_000];
    if (/^(?:name|shortName|alias|slxName)$/.test(key)) return [key, `${value}-${turn}`];
    if (key === 'resourcePath') return [key, String(value).replace('prod-eu-1', `prod-eu-${turn % 12}`)];
    if (Array.isArray(value) && key === 'runRequests') return [key, value.map((run) => another(run, turn))];
    return [key, value];
  });
  return Object.fromEntries(renamed);
}
