import { spawn } from 'node:child_process';

/** What the runner puts after a script: it opens descriptor 3 and calls main. */
const RUNNER = 'exec 3>/dev/null\nmain\nexec 3>&-\n';
const MAIN = 'main() {\n  echo came-to-main >&2\n  echo "[]" >&3\n}\n';
const LIMIT_MS = 5000;

/** Lines, and a main after them. */
export function withMain(lines: string): string {
  return `${lines}\n${MAIN}`;
}

/** Whether bash, fed as the runner feeds it, comes to the main of `withMain`. */
export function comesToMain(script: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const bash = spawn('bash', { stdio: ['pipe', 'ignore', 'pipe'], timeout: LIMIT_MS });
    let stderr = '';
    bash.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    bash.on('error', reject);
    bash.on('close', () => resolve(stderr.split('\n').includes('came-to-main')));
    // A script that ends early leaves the rest unread.
    bash.stdin.on('error', () => {});
    bash.stdin.end(script + RUNNER);
  });
}
