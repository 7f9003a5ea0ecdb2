import { parse } from 'yaml';
import { z } from 'zod';

/** What a skill's file says before its body. Other keys may stand beside these. */
const FrontMatter = z.object({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
  description: z.string().trim().default(''),
});

export interface SkillText extends z.output<typeof FrontMatter> {
  /** The text after the front matter. */
  body: string;
}

const FENCED = /^---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;

/** Parses the text of a `SKILL.md`; `problem` says why a text is not one. */
export function parseSkill(text: string): SkillText | { problem: string } {
  const source = text.replace(/^\uFEFF/, '');
  const fenced = FENCED.exec(source);
  if (!fenced) return { problem: 'it does not start with front matter between two lines of ---' };
  const values = parseYaml(fenced[1]!);
  if ('problem' in values) return values;
  const parsed = FrontMatter.safeParse(values.value);
  if (!parsed.success) return { problem: describeIssue(parsed.error.issues[0]!) };
  return { ...parsed.data, body: source.slice(fenced[0].length).trimStart() };
}

function parseYaml(text: string): { value: unknown } | { problem: string } {
  try {
    return { value: parse(text) };
  } catch (error) {
    const [reason] = (error as Error).message.split('\n');
    return { problem: `its front matter is not YAML: ${reason}` };
  }
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0
    ? 'its front matter is not a mapping'
    : `its front matter's ${path.join('.')}: ${message}`;
}
