import { BOUNDS } from '../config/bounds.ts';
import { NotFound } from '../errors/platform-errors.ts';
import { readFileWhole, UnreadableFile } from '../files/read-file.ts';
import { type LoadedSkills, MAX_SKILL_FILE_BYTES, type Reference, type Skill } from './load-skills.ts';

/** More than the line about a cut has. */
const CUT_NOTE_BYTES = 200;

const SCHEME = 'runwhen-skill://';

/** An entry of `resources/list`. */
export interface SkillResource {
  uri: string;
  name: string;
  /** One of its own, since hosts show it in place of the name. */
  title: string;
  description: string;
  mimeType: string;
  /** Bytes of the whole file. */
  size: number;
  /** Left out where the date is not known. */
  annotations?: { lastModified: string };
}

export const skillUri = (name: string): string => `${SCHEME}${name}`;

export const referenceUri = (name: string, file: string): string =>
  `${skillUri(name)}/references/${encodeFile(file)}`;

/** A reference's path as it stands in a URI. */
export const encodeFile = (file: string): string => file.split('/').map(encodeURIComponent).join('/');

/** Every skill, each followed by its reference files. */
export function listSkillResources({ skills }: LoadedSkills): SkillResource[] {
  return skills.flatMap((skill) => [
    {
      uri: skillUri(skill.name),
      name: skill.name,
      title: `Skill ${skill.name}`,
      description: skill.description,
      mimeType: 'text/markdown',
      size: Buffer.byteLength(skill.text),
      ...dated(skill),
    },
    ...skill.references.map(({ file, mimeType, bytes, modified }) => ({
      uri: referenceUri(skill.name, file),
      name: `${skill.name}/${file}`,
      title: `Skill ${skill.name}: ${file}`,
      description: `Reference file of the skill ${skill.name}.`,
      mimeType,
      size: bytes,
      ...dated({ modified }),
    })),
  ]);
}

const dated = ({ modified }: Pick<Skill, 'modified'>) =>
  modified === undefined ? {} : { annotations: { lastModified: modified } };

/** The text behind a URI of `listSkillResources`. Only listed files can be read. Throws `NotFound` for any other. */
export async function readSkillResource(
  loaded: LoadedSkills,
  uri: string,
): Promise<{ uri: string; mimeType: string; text: string }> {
  for (const skill of loaded.skills) {
    if (uri === skillUri(skill.name))
      return { uri, mimeType: 'text/markdown', text: boundedText(skill.text) };
    const reference = skill.references.find(({ file }) => uri === referenceUri(skill.name, file));
    if (reference) return { uri, mimeType: reference.mimeType, text: await readReference(skill, reference) };
  }
  throw new NotFound(`No skill resource has the URI ${uri}.`, {
    hint: 'list_skills names the skills and their reference files.',
    detail: { available: loaded.skills.map(({ name }) => skillUri(name)) },
  });
}

/** A text as a model is given it: its beginning where it is longer than a reply may be, and how much that is. */
export function boundedText(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= BOUNDS.reply.limit) return text;
  const shown = bytes
    .subarray(0, BOUNDS.reply.limit - CUT_NOTE_BYTES)
    .toString('utf8')
    .replace(/\ufffd$/, '');
  return `${shown}\n\n[Cut: ${Buffer.byteLength(shown)} of ${bytes.length} bytes are shown. Split the file to have all of it.]`;
}

/** The text of a reference file. Throws `NotFound` where it cannot be read, or went away since the skill was loaded. */
export async function readReference(skill: Skill, { path, file }: Reference): Promise<string> {
  try {
    return boundedText((await readFileWhole(path, MAX_SKILL_FILE_BYTES)).toString('utf8'));
  } catch (cause) {
    if (!(cause instanceof UnreadableFile)) throw cause;
    throw new NotFound(`The reference file ${file} of ${skill.name} ${cause.why}.`, {
      hint: 'Call list_skills again.',
      cause,
    });
  }
}
