import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

/** Draws the beginning of `demo`, as it really ran, into `docs/demo.svg`; by hand, when the demo has changed. */
const LINES = 34;
const COLUMNS = 110;
const [charWidth, lineHeight, margin] = [7.8, 19, 18];

const printed = execFileSync(process.execPath, ['dist/cli.js', 'demo'], {
  encoding: 'utf8',
  env: { ...process.env, NO_COLOR: '1' },
});
const lines = ['$ npm run demo', '', ...printed.trim().split('\n')]
  .slice(0, LINES)
  .map((line) => (line.length > COLUMNS ? `${line.slice(0, COLUMNS - 1)}…` : line));
const [width, height] = [COLUMNS * charWidth + 2 * margin, lines.length * lineHeight + 2 * margin];

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const colour = (line: string) => {
  if (/^[^ ]/.test(line)) return '#e8eefc';
  return line.trimStart().startsWith('{') ? '#9fb3d9' : '#b9c7e4';
};
const rows = lines.map(
  (line, row) =>
    `<text x="${margin}" y="${Math.round(margin + (row + 0.8) * lineHeight)}" fill="${colour(line)}" xml:space="preserve">${escaped(line)}</text>`,
);
writeFileSync(
  'docs/demo.svg',
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="13">`,
    '<title>The beginning of the demo in a terminal</title>',
    `<rect width="${width}" height="${height}" rx="8" fill="#111a2e"/>`,
    ...rows,
    '</svg>',
    '',
  ].join('\n'),
);
