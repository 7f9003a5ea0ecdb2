import type { Interpreter } from './script-kind.ts';
import { readSourceText } from './syntax/source-text.ts';

const FENCE_WORDS: ReadonlyMap<string, Interpreter> = new Map<string, Interpreter>([
  ['bash', 'bash'],
  ['py', 'python'],
  ['python', 'python'],
  ['python3', 'python'],
  ['sh', 'bash'],
  ['shell', 'bash'],
]);

/**
 * The interpreter that a script is for: by its file's extension, the language of a Markdown fence around it, its first line,
 * or its shape. Bash where nothing tells; that is also the runner's default.
 */
export function inferInterpreter(given: string, path = ''): Interpreter {
  if (/\.py$/i.test(path)) return 'python';
  if (/\.(?:sh|bash)$/i.test(path)) return 'bash';
  const { text: script, fence } = readSourceText(given);
  const named = fence && FENCE_WORDS.get(fence.language);
  if (named) return named;
  const [firstLine = ''] = script.split('\n', 1);
  if (firstLine.startsWith('#!')) return /python/.test(firstLine) ? 'python' : 'bash';
  return /^(?:async\s+)?def\s+main\s*\(|^(?:import|from)\s+\w/m.test(script) ? 'python' : 'bash';
}
