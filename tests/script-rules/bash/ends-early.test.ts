// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Bash writes variables like this.
import { describe, expect, it } from 'vitest';
import { judgeBash } from '../judged.ts';
import { comesToMain, withMain } from './real-bash.ts';

const STRICT = [
  'set -u',
  'set -e',
  'set -euo pipefail',
  'set -o errexit -o nounset',
  'set -eu; set +u',
  'set -eu; set +e',
  'set -o errexit nounset',
  '(set -eu)',
  'if true; then set -eu; fi',
  'f() { set +u; }; set -eu; f',
];

const READS = [
  '${BASH_SOURCE[0]}',
  '${BASH_SOURCE[0]:-x}',
  '${BASH_SOURCE[@]}',
  '$(dirname "${BASH_SOURCE[0]}")',
  '$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)',
];

const PLACES = [
  'D="@"',
  'readonly D="@"',
  'D="@" E=$(true)',
  'echo "@"',
  'echo "@" | cat',
  '(D="@")',
  '{ D="@"; } || true',
  'if [[ "@" == x ]]; then :; fi',
  '[[ -z x && "@" == x ]] || true',
  'case a in b) D="@" ;; esac',
  'cat <<X\n@\nX',
  ': > "/dev/null@"',
  'f() { D="@"; }',
  'cat <(echo "@")',
];

/** Each `@` stands for a read of BASH_SOURCE. */
const ENDING_READS = [
  'set -u\n[[ "@" == "$0" && -n x ]] && echo',
  'set -u\n[[ x == "@" ]] && echo',
  'set -u\n(( @ + 1 ))',
  'set -u\nwhile [[ "@" == x ]]; do :; done',
  'set -u\nfor x in "@"; do :; done',
  'set -u\ncase "@" in x) ;; esac',
  'set -u\n: <<X\n@\nX',
  'set -u\n: <<X < "/dev/null@"\na\nX',
  'set -u\n: <<< "@"',
  'set -u\n: < "/dev/null@"',
  'set -u\n< "/dev/null@" :',
  'set -u\n{ :; } < "/dev/null@"',
  'set -u\nif true; then :; fi < "/dev/null@"',
  'set -u\nfor x in a; do :; done < "/dev/null@"',
  'set -u\nwhile false; do :; done < "/dev/null@"',
  'set -u\ncase x in x) ;; esac < "/dev/null@"',
  'set -u\necho() { :; }\necho < "/dev/null@"',
  'set -u\n! echo "@"',
  'set -eu\ntrue | echo "@"',
  'set -euo pipefail\necho "@" | cat',
  'set -eu\nX=1 Y=$(echo "@")',
  'set -eu\nX="$(true)$(echo "@" "$(true)")"',
  'set -eu\nX=$(true)\nY=$(echo "@")\nZ=$(true)',
  '{ set -u; } < /dev/null\n: "@"',
];

const SURVIVED_READS = [
  'set -u\nBASH_SOURCE=x\n: "@"',
  'set -u\n[[ -n x || "@" == x ]] && echo',
  'set -u\n(( 1 )) || : "@"',
  'set -u\nfor x in $(true); do : "@"; done',
  'set -u\ncat <<X\n@\nX',
  'set -u\ncat <<X | echo "@"\na\nX',
  'set -u\ncat <<< "@"',
  'set -u\n< /dev/null@ cat',
  'set -u\n< "/dev/null@"',
  'set -u\nX=1 Y=2 < "/dev/null@"',
  'set -u\n(true) < "/dev/null@"',
  'set -u\ntrue | true < "/dev/null@"',
  'set -u\ntrue && cat < "/dev/null@"',
  'set -u\n! cat < "/dev/null@"',
  'set -u\ncoproc echo "@"',
  'set -u\ncoproc { true; echo "@"; }',
  'set -eu\necho "@" | cat',
  'set -eu\nX=$(echo "@") true',
  'set -eu\nexport X="$(echo "@")"',
  'set -eu\nX=$(echo "@")$(true)',
  'set -eu\nX=$(Y=$(echo "@"); true)',
  'set -eu\nif (echo "@"); then :; fi',
  'set -eu\nwhile (echo "@"); do :; done',
  'set -eu\n! (echo "@")',
  'set -eu\n(echo "@") || true',
  'set -eu\n{ (echo "@"); } || true',
  '{ set -u; } < /nonexistent/x\n: "@"',
];

const EXITS = [
  'exit 1',
  '{ exit; }',
  'exit 1; echo',
  'if exit 1; then :; fi',
  '! exit 1',
  'exit 1 || true',
  'exec true',
  '(exit 1)',
  'exit 1 &',
  '{ exit 1; } &',
  'exit 1 | cat',
  'cat </dev/null | exit 1',
  'true || exit 1',
  'false && exit 1',
  'f() { exit 1; }',
  'x=$(exit 1)',
  'trap "exit 1" EXIT',
  'trap "exit 1" ERR',
  'while false; do exit 1; done',
  'case a in b) exit 1 ;; esac',
  'coproc exit 1',
  'coproc { echo; exit 1; }',
  'coproc NAME { echo; exit 1; }',
  'cat <<X || exit 1\na\nX',
  'cat <<X > /dev/null || exit 1\na\nX',
  'cat <<X || { echo no; exit 1; }\na\nX',
  'cat > /dev/null <<X && true || exit 1\na\nX',
  'cat <<X | exit 1\na\nX',
  'cat <<X; true || exit 1\na\nX',
  'exec 4> /dev/null',
  'exec {fd}> /dev/null\nexec {fd}>&-',
  'exec bash',
  'exec env bash',
  'exit() { :; }; exit 1',
  'shopt -s expand_aliases; alias exit=true\nexit 1',
  'exit 1 2',
  'exit --help',
  'exit 1 > /nonexistent/x',
  '! exit 1 < /nonexistent/x',
  '< /nonexistent/x exit 1',
  '{ exit 1; } < /nonexistent/x',
  '{ exit 1; } > /nonexistent/x',
  '{ exit 1; } > "/nonexistent/$X"',
  '{ exit 1; } >&4',
  '{ exit 1; } > /tmp/',
  'shopt -s execfail; exec /nonexistent',
];

const READERS = [
  'cat < /dev/null',
  'cat /dev/null',
  'cat &',
  'false && cat',
  'if false; then cat; fi',
  'f() { cat; }',
  'cat() { :; }; cat',
  'mapfile -n 1 x',
  '{ cat; } < /dev/null',
  'cat <<< a',
  'cat 0< /dev/null',
  'cat 4< /dev/null <&4',
  'cat 4< /nonexistent/x',
  'cat --version',
  'cat --help > /dev/null',
  'coproc { true; cat; }',
  'shopt -s expand_aliases; alias cat=true\ncat',
  'exec 4<&0 < /dev/null; cat; exec 0<&4 4<&-',
  'read line',
  'exec < /nonexistent',
  'exec 0<&0',
  'exec 4<&0 0< /dev/null 0<&4',
  'exec 4<&0; exec < /dev/null <&4',
  'coproc { true; exec < /dev/null; }',
  'exec() { :; }; exec < /dev/null',
  'shopt -s expand_aliases; alias exec=:\nexec < /dev/null',
];

const withSource = (lines: string) => lines.replaceAll('@', '$BASH_SOURCE');

const refusals = async (script: string) =>
  (await judgeBash(script)).errors.filter((code) => code !== 'no-output');

async function wronglyRefused(scripts: readonly string[]): Promise<string[]> {
  const checked = scripts.map(async (lines) => {
    const script = withMain(lines);
    const refused = (await refusals(script)).length > 0;
    return refused && (await comesToMain(script)) ? [lines] : [];
  });
  return (await Promise.all(checked)).flat();
}

describe('a script is refused as one that ends early', () => {
  it.each(STRICT)(
    'only where bash does not come to main, after %s',
    async (options) => {
      const scripts = READS.flatMap((read) =>
        PLACES.map((place) => `${options}\n${place.replaceAll('@', () => read)}`),
      );
      const some = scripts.filter((_, at) => (at + options.length) % 3 === 0);
      expect(await wronglyRefused(some)).toEqual([]);
    },
    20_000,
  );

  it('only where bash does not come to main, by a read of BASH_SOURCE', async () => {
    expect(await wronglyRefused(SURVIVED_READS.map(withSource))).toEqual([]);
  }, 20_000);

  it('only where bash does not come to main, by exit and exec', async () => {
    expect(await wronglyRefused(EXITS)).toEqual([]);
  }, 20_000);

  it('only where bash does not come to main, by reading the script away', async () => {
    expect(await wronglyRefused(READERS)).toEqual([]);
  }, 20_000);

  it.each([
    ['set -u\n[[ "${BASH_SOURCE[0]}" == "$0" ]] && echo', 'unbound-source'],
    ['set -u\nD="${BASH_SOURCE%/*}"', 'unbound-source'],
    ['set -euo pipefail\nD="$(dirname "${BASH_SOURCE[0]}")"', 'unbound-source'],
    ['set -eu\n(D="$(dirname "$BASH_SOURCE")")', 'unbound-source'],
    ['exit 1', 'exits-early'],
    ['{ echo a; exit "$x"; }', 'exits-early'],
    ['exec cat /etc/hosts', 'exits-early'],
    ['if exit 1; then :; fi', 'exits-early'],
    ['{ exit 1; } >&2', 'exits-early'],
    ['{ exit 1; } > /dev/null 2>&1', 'exits-early'],
    ['{ exit 1; } &>> /tmp/x', 'exits-early'],
    ['{ exit 1; } 2>&-', 'exits-early'],
    ['cat >/dev/null', 'reads-stdin'],
    ['cat 4</dev/null >/dev/null', 'reads-stdin'],
    ['mapfile lines', 'reads-stdin'],
    ['readarray lines', 'reads-stdin'],
    ['cat -n - >/dev/null', 'reads-stdin'],
    ['exec < /dev/null', 'reads-stdin'],
    ['exec 0< /dev/null', 'reads-stdin'],
    ['exec <&-', 'reads-stdin'],
    ...ENDING_READS.map((lines) => [withSource(lines), 'unbound-source']),
  ])('where it does: %j', async (lines, code) => {
    const script = withMain(lines);
    expect({ errors: await refusals(script), main: await comesToMain(script) }).toEqual({
      errors: [code],
      main: false,
    });
  });

  it('and not where it may have written its result by itself', async () => {
    const script = withMain('echo "[]" > "$CODEBUNDLE_TEMP_DIR/run_output.json"\nexit 0');
    expect(await refusals(script)).toEqual([]);
  });

  it.each([
    'set -euo pipefail\nSCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"',
    'set -euo pipefail\nreadonly DIR="$(dirname "${BASH_SOURCE[0]}")"',
    'set -u\nDIR="$(dirname "${BASH_SOURCE[0]}")"',
  ])('and with a remark where what is read is only empty: %j', async (lines) => {
    const script = withMain(lines);
    const { errors, advice } = await judgeBash(script);
    expect({ errors, advice, main: await comesToMain(script) }).toEqual({
      errors: [],
      advice: ['unbound-source'],
      main: true,
    });
  });
});
