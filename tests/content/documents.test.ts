import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { filesBelow, frontMatter, type ProseDocument, proseDocuments, ROOT, readText } from './documents.ts';

const documents = proseDocuments();
const byPath = new Map(documents.map((document) => [document.path, document]));
const skills = filesBelow('skills')
  .filter((path) => path.endsWith('/SKILL.md'))
  .map((path) => path.split('/')[1]!);

describe.each(documents.map((document) => [document.path, document] as const))('%s', (path, document) => {
  test('has links that lead somewhere', () => {
    const broken = document.links
      .filter(({ text }) => !/^https?:/.test(text) && !leadsSomewhere(path, text))
      .map(({ text, line }) => `${line}: ${text}`);
    expect(broken).toEqual([]);
  });

  test('names only skills that exist', () => {
    expect(namedSkills(document).filter((name) => !skills.includes(name))).toEqual([]);
  });

  test.each(fencesOf(document, 'json'))('has JSON at line %i that parses', (_line, text) => {
    expect(() => JSON.parse(text)).not.toThrow();
  });

  test.each(fencesOf(document, 'yaml'))('has YAML at line %i that parses', (_line, text) => {
    expect(parseAllDocuments(text).flatMap((one) => ('errors' in one ? one.errors : []))).toEqual([]);
  });

  test.each(fencesOf(document, 'bash'))('has Bash at line %i that parses', (_line, text) => {
    expect(() => execFileSync('bash', ['-n'], { input: text, stdio: 'pipe' })).not.toThrow();
  });
});

test('there are eighteen skills', () => {
  expect(skills).toHaveLength(18);
});

describe.each(skills)('skill %s', (name) => {
  const front = frontMatter(`skills/${name}/SKILL.md`);

  test('has the name of its folder', () => {
    expect(front.name).toBe(name);
  });

  test('says in its description when to use it', () => {
    expect(front.description).toMatch(/\bUse when\b/);
    expect(String(front.description).length).toBeLessThanOrEqual(400);
  });

  test('links each of its references from its body or from a reference', () => {
    const references = filesBelow(`skills/${name}`).filter((path) => !path.endsWith('/SKILL.md'));
    const linked = documents.flatMap((document) =>
      document.path.startsWith(`skills/${name}/`)
        ? document.links.map(({ text }) => targetOf(document.path, text))
        : [],
    );
    expect(references.filter((path) => !linked.includes(path))).toEqual([]);
  });

  test('has a row in the guide for agents', () => {
    const rows = byPath.get('docs/agents-guide.md')!.links.map(({ text }) => text);
    expect(rows).toContain(`../skills/${name}/SKILL.md`);
  });
});

describe.each(filesBelow('agents'))('%s', (path) => {
  const front = frontMatter(path);

  test('has the name of its file and says when to use it', () => {
    expect(path).toBe(`agents/${front.name}.md`);
    expect(front.description).toMatch(/\bUse when\b/);
  });
});

describe.each(filesBelow('rules'))('%s', (path) => {
  test('has the front matter that Cursor reads', () => {
    const { description, alwaysApply, globs, ...others } = frontMatter(path);
    expect(others).toEqual({});
    expect(description).toEqual(expect.stringMatching(/\S/));
    expect(alwaysApply === true ? globs === undefined : Array.isArray(globs)).toBe(true);
  });
});

test.each(['.github/skills', '.claude/skills'])('%s is a relative link to skills', (path) => {
  const link = join(ROOT, path);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readlinkSync(link)).toBe('../skills');
  expect(realpathSync(link)).toBe(realpathSync(join(ROOT, 'skills')));
});

test('links of what is in the package lead to what is in the package', () => {
  const { files }: { files: string[] } = JSON.parse(readText('package.json'));
  const packed = [...files, 'README.md', 'LICENSE', 'package.json'];
  const isPacked = (path: string) => packed.some((one) => path === one || path.startsWith(`${one}/`));
  const leaving = documents
    .filter(({ path }) => isPacked(path))
    .flatMap(({ path, links }) =>
      links
        .filter(({ text }) => !/^https?:/.test(text) && !isPacked(targetOf(path, text).replace(/\/$/, '')))
        .map(({ text, line }) => `${path}:${line}: ${text}`),
    );
  expect(leaving).toEqual([]);
});

function leadsSomewhere(from: string, target: string): boolean {
  const [, anchor] = target.split('#');
  const path = targetOf(from, target);
  if (!existsSync(join(ROOT, path))) return false;
  if (!anchor) return true;
  return statSync(join(ROOT, path)).isFile() && (byPath.get(path)?.anchors.includes(anchor) ?? false);
}

function targetOf(from: string, target: string): string {
  const [file] = target.split('#');
  return file ? normalize(join(dirname(from), file)) : from;
}

/** Skills after the word skill or skills, and those in a table's column of that name. */
function namedSkills({ text }: ProseDocument): string[] {
  const listed = [...text.matchAll(/\bskills? ((?:`[a-z0-9-]+`(?:, | and | or )?)+)/gi)].map(
    (match) => match[1]!,
  );
  const columns = text.split('\n\n').flatMap(skillColumn);
  return [...listed, ...columns].flatMap((names) =>
    [...names.matchAll(/`([a-z0-9-]+)`/g)].map((match) => match[1]!),
  );
}

function skillColumn(block: string): string[] {
  const rows = block.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const column = rows[0]?.indexOf('Skill') ?? -1;
  return column < 0 ? [] : rows.slice(2).map((row) => row[column] ?? '');
}

function fencesOf({ fences }: ProseDocument, language: string): [number, string][] {
  return fences.filter((fence) => fence.language === language).map(({ line, text }) => [line, text]);
}
