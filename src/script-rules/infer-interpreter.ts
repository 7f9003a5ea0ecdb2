import type { Interpreter } from './script-kind.ts';

/**
 * The interpreter that a script is for: by its file's ending, its first line, or its shape. Bash where nothing tells,
 * which is also the runner's default.
 */
export function inferInterpreter(script: string, path = ''): Interpreter {
  if (/\.py$/i.test(path)) return 'python';
  if (/\.(?:sh|bash)$/i.test(path)) return 'bash';
  const [firstLine = ''] = script.split('\n', 1);
  if (firstLine.startsWith('#!')) return /python/.test(firstLine) ? 'python' : 'bash';
  return /^(?:async\s+)?def\s+main\s*\(|^(?:import|from)\s+\w/m.test(script) ? 'python' : 'bash';
}
