import { DEFAULT_LIMITS, type SizeLimits } from '../config/script-limits.ts';
import { bashRules } from './bash/rules.ts';
import { type Finding, type Observation, placeFindings } from './findings.ts';
import { interpreterOf } from './infer-interpreter.ts';
import type { LanguageRules, ScriptFacts } from './language-rules.ts';
import { fenceNote, markdownAround } from './markdown.ts';
import { pythonRules } from './python/rules.ts';
import { checkRunnerText } from './runner-text.ts';
import type { Interpreter, TaskType } from './script-kind.ts';
import { byteLength, checkSize, type SizeVerdict } from './sizes.ts';
import { applyEdits, type Edit, offsetBefore } from './syntax/edits.ts';
import { positionFinder } from './syntax/position.ts';
import { readSourceText, type SourceText } from './syntax/source-text.ts';
import type { SyntaxTree } from './syntax/tree.ts';

export interface ScriptToValidate {
  script: string;
  interpreter: Interpreter;
  taskType: TaskType;
  limits?: SizeLimits;
  /** Names of the variables and secrets that the script will get. */
  given?: Iterable<string>;
  /** Prefix of the messages about size. */
  label?: string;
}

/** A script as given and as it would be sent, with all findings. */
export interface Validation {
  interpreter: Interpreter;
  taskType: TaskType;
  /** The text to send: the given one without what must not reach the runner. */
  shipped: string;
  /** Bytes of `shipped`, and of the script as given. */
  shippedBytes: number;
  originalBytes: number;
  size: SizeVerdict;
  /** Ordered by their places in the script as given. */
  findings: Finding[];
  environmentVariables: string[];
  environmentDefaults: Record<string, string>;
  usesAzure: boolean;
}

/** Judges a script without running it. Every text gets findings; none makes it throw. */
export async function validateScript(input: ScriptToValidate): Promise<Validation> {
  const { script, interpreter, taskType, limits = DEFAULT_LIMITS, label } = input;
  const source = readSourceText(script);
  const given = new Set(input.given);
  const judgement =
    interpreter === 'python'
      ? await judge(pythonRules, source, taskType, given)
      : await judge(bashRules, source, taskType, given);
  const { edits, observations, facts } = judgement;
  const shipped = source.isIndented ? applyEdits(source.text, edits) : editedAsGiven(script, source, edits);
  const shippedBytes = byteLength(shipped);
  const toOriginal = (offset: number) => source.toOriginal(offset);
  const locate = positionFinder(script);
  return {
    interpreter,
    taskType,
    shipped,
    shippedBytes,
    originalBytes: byteLength(script),
    size: checkSize(shippedBytes, limits, label),
    findings: placeFindings(withLanguage(observations, script, interpreter), (offset) =>
      locate(toOriginal(offset)),
    ),
    environmentVariables: facts.environmentVariables,
    environmentDefaults: facts.environmentDefaults,
    usesAzure: facts.usesAzure,
  };
}

/** Says so where there is no main because the text is in the other language. */
function withLanguage(observations: Observation[], script: string, interpreter: Interpreter): Observation[] {
  if (!observations.some(({ code }) => code === 'main-missing')) return observations;
  const told = interpreterOf(script);
  if (told === undefined || told === interpreter) return observations;
  const fix = `The text looks like ${told === 'python' ? 'Python' : 'Bash'}: name ${told} as the interpreter, or leave it out.`;
  return observations.map((one) => (one.code === 'main-missing' ? { ...one, fix } : one));
}

interface Judgement {
  edits: Edit[];
  /** Offsets are into the text before the edits. */
  observations: Observation[];
  facts: ScriptFacts;
}

/** Deeper nesting than anybody writes, and than any interpreter reads. */
const MAX_DEPTH = 2000;

async function judge<Tree extends SyntaxTree>(
  rules: LanguageRules<Tree>,
  source: SourceText,
  taskType: TaskType,
  given: ReadonlySet<string>,
): Promise<Judgement> {
  const notes = [...byteOrderMarkNote(source), ...fenceNote(source)];
  const before = await rules.parse(source.text);
  if (before.depth > MAX_DEPTH) return tooDeep();
  const { edits, observations, tree } = await rules.clean(before);
  const facts = rules.check(tree, taskType, given);
  const moved = [...facts.observations, ...checkRunnerText(tree.text)].map((observation) =>
    observation.offset === undefined
      ? observation
      : { ...observation, offset: offsetBefore(edits, observation.offset) },
  );
  const stranger = markdownAround(source.text, moved);
  if (stranger) return { edits: [], observations: [...notes, stranger], facts };
  return { edits, observations: [...notes, ...observations, ...moved], facts };
}

function tooDeep(): Judgement {
  const observation: Observation = {
    code: 'nested-too-deeply',
    severity: 'error',
    message: `The script is nested more than ${MAX_DEPTH} levels deep, which no interpreter accepts.`,
    fix: 'Build long lists and sums in loops.',
  };
  return {
    edits: [],
    observations: [observation],
    facts: { observations: [], environmentVariables: [], environmentDefaults: {}, usesAzure: false },
  };
}

/** The given text after the edits, with its own ends of lines. */
function editedAsGiven(script: string, source: SourceText, edits: readonly Edit[]): string {
  const inside = edits.map((edit) => inOriginal(source, edit));
  return applyEdits(script, [source.before, ...inside, source.after]);
}

function inOriginal(source: SourceText, { from, to, text }: Edit): Edit {
  return { from: source.toOriginal(from), to: source.toOriginal(to), text };
}

function byteOrderMarkNote({ hasByteOrderMark }: SourceText): Observation[] {
  if (!hasByteOrderMark) return [];
  return [
    {
      code: 'byte-order-mark',
      severity: 'auto-fixed',
      message:
        'The script begins with a byte order mark, which bash takes for part of the first word; it is removed from what is sent.',
      fix: 'Save the file as UTF-8 without a byte order mark.',
    },
  ];
}
