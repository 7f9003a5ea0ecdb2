import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, extname, join, relative, sep } from 'node:path';
import { readFileWhole, UnreadableFile } from '../files/read-file.ts';
import { parseSkill, type SkillText } from './front-matter.ts';

/** A file beside a skill, under its `references` folder. */
export interface Reference {
  /** Path below `references`, with `/` on every system. */
  file: string;
  path: string;
  mimeType: string;
  /** Size of the file. */
  bytes: number;
  /** When it was changed, in ISO form; undefined where that is not known. */
  modified: string | undefined;
}

export interface Skill extends SkillText {
  /** The skill's folder, without links. */
  folder: string;
  /** The whole `SKILL.md`, as it is on disk. */
  text: string;
  /** When `SKILL.md` was changed, in ISO form; undefined where that is not known. */
  modified: string | undefined;
  /** Sorted by file. */
  references: Reference[];
}

export interface LoadedSkills {
  folder: string;
  /** Sorted by name. */
  skills: Skill[];
  /** Folders that hold no usable skill, and why. */
  skipped: { folder: string; problem: string }[];
}

/** No guide or reference file is larger; what is larger is not read. */
export const MAX_SKILL_FILE_BYTES = 1024 * 1024;

const MIME_TYPES: Record<string, string> = {
  '.md': 'text/markdown',
  '.yaml': 'application/yaml',
  '.yml': 'application/yaml',
  '.json': 'application/json',
  '.py': 'text/x-python',
  '.sh': 'text/x-shellscript',
};

/**
 * Reads every skill below the folder from disk. A folder that holds none is in `skipped`, as are links that lead
 * out; a skills folder that does not exist has no skills and is itself in `skipped`. Who asks while a folder is being read
 * gets what that reading finds.
 */
export function loadSkills(folder: string): Promise<LoadedSkills> {
  const reading = underWay.get(folder) ?? readSkills(folder).finally(() => underWay.delete(folder));
  underWay.set(folder, reading);
  return reading;
}

const underWay = new Map<string, Promise<LoadedSkills>>();

async function readSkills(folder: string): Promise<LoadedSkills> {
  const root = await realpath(folder).catch(() => undefined);
  if (!root) return { folder, skills: [], skipped: [{ folder, problem: 'it does not exist' }] };
  const entries = await readdir(root, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => error);
  if (entries instanceof Error) {
    return {
      folder,
      skills: [],
      skipped: [{ folder, problem: `it is not a folder that can be read (${entries.code})` }],
    };
  }
  const names = entries
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map(({ name }) => name);
  const loaded = await Promise.all(names.sort().map((name) => loadSkill(root, name)));
  const skills = loaded.filter((skill) => 'body' in skill);
  const skipped = loaded.filter((skill) => 'problem' in skill);
  return { folder, ...dropRepeated(skills, skipped) };
}

type Skipped = LoadedSkills['skipped'][number];

async function loadSkill(root: string, name: string): Promise<Skill | Skipped> {
  const folder = join(root, name);
  const file = await confine(root, join(folder, 'SKILL.md'));
  if (!file) return { folder: name, problem: 'it has no SKILL.md inside the skills folder' };
  const text = await readText(file);
  if (typeof text !== 'string') return { folder: name, problem: `its SKILL.md ${text.why}` };
  const parsed = parseSkill(text);
  if ('problem' in parsed) return { folder: name, problem: `SKILL.md is not used: ${parsed.problem}` };
  const [facts, references] = await Promise.all([factsOf(file), listReferences(root, folder)]);
  return { ...parsed, text, folder, modified: facts?.modified, references };
}

async function readText(file: string): Promise<string | UnreadableFile> {
  try {
    return (await readFileWhole(file, MAX_SKILL_FILE_BYTES)).toString('utf8');
  } catch (error) {
    if (error instanceof UnreadableFile) return error;
    throw error;
  }
}

async function listReferences(root: string, skill: string): Promise<Reference[]> {
  const folder = await confine(root, join(skill, 'references'));
  if (!folder) return [];
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const file = relative(folder, path).replaceAll(sep, '/');
      const mimeType = MIME_TYPES[extname(file).toLowerCase()] ?? 'text/plain';
      const facts = await factsOf(path);
      return facts && { file, path, mimeType, ...facts };
    });
  return (await Promise.all(files))
    .filter((reference) => reference !== undefined)
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** npm gives every file of a package this date. */
const PACKED = Date.parse('1985-10-26T08:15:00.000Z');

/** Undefined for a file that went away meanwhile. */
async function factsOf(path: string): Promise<Pick<Reference, 'bytes' | 'modified'> | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return undefined;
  const { size, mtime } = found;
  return { bytes: size, modified: mtime.getTime() === PACKED ? undefined : mtime.toISOString() };
}

/** The real path behind `path`, or `undefined` where there is none or a link leads out of `root`. */
async function confine(root: string, path: string): Promise<string | undefined> {
  const real = await realpath(path).catch(() => undefined);
  return real?.startsWith(root + sep) ? real : undefined;
}

function dropRepeated(skills: Skill[], skipped: Skipped[]): Pick<LoadedSkills, 'skills' | 'skipped'> {
  const byName = new Map<string, Skill>();
  const repeated: Skipped[] = [];
  for (const skill of skills) {
    const first = byName.get(skill.name);
    if (first)
      repeated.push({ folder: basename(skill.folder), problem: `${basename(first.folder)} has its name` });
    else byName.set(skill.name, skill);
  }
  const sorted = [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { skills: sorted, skipped: [...skipped, ...repeated] };
}
