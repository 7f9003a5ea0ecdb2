// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Bash writes variables like this.
import { describe, expect, it } from 'vitest';
import { bashMain, judgeBash } from '../judged.ts';

const judge = (...lines: string[]) => judgeBash(bashMain(...lines, 'echo "[]" >&3'));

describe('§6 environment variables of a Bash script', () => {
  it.each([
    ['$NAME', 'echo $NAMESPACE', ['NAMESPACE']],
    ['${NAME}', 'echo "${KUBECTX}"', ['KUBECTX']],
    ['a lower-case name', 'export KUBECONFIG=$kubeconfig', ['kubeconfig']],
    ['a default', 'echo "${CONTEXT:-prod}"', ['CONTEXT']],
    ['a default for itself', 'NS="${NS:-default}"; echo "$NS"', ['NS']],
    ['a demand', ': "${TOKEN:?missing}"; TOKEN=x', ['TOKEN']],
    ['a here-document', 'cat <<EOF\n$REGION\nEOF', ['REGION']],
    ['arithmetic', 'echo $((LIMIT + 1))', ['LIMIT']],
    ['an array element', 'echo "${HOSTS[0]}"', ['HOSTS']],
    ['several, sorted', 'echo $B ${A} "$B"', ['A', 'B']],
  ])('are found in %s', async (_, line, names) => {
    expect((await judge(line)).environmentVariables).toEqual(names);
  });

  it.each([
    [':-', 'echo "${LIMIT:-100}"', { LIMIT: '100' }],
    ['-', 'echo ${LIMIT-100}', { LIMIT: '100' }],
    [':=', ': "${LIMIT:=100}"', { LIMIT: '100' }],
    ['quotes', 'NS="${NS:-"a b"}"', { NS: 'a b' }],
    ['another variable', 'NS="${NS:-$DEFAULT_NS}"', { NS: '$DEFAULT_NS' }],
    ['no text', 'echo "${NS:-}"', { NS: '' }],
    ['two places', 'echo "${NS:-a}${NS:-b}"', { NS: 'a' }],
    ['a demand', ': "${NS:?missing}"', {}],
    ['a replacement', 'echo "${NS:+set}" "${NS#x-y}" "${NS/a-b/c}"', {}],
  ])('have the default that %s gives', async (_, line, defaults) => {
    expect((await judge(line)).environmentDefaults).toEqual(defaults);
  });

  it.each([
    ['variables of the shell', 'echo $PATH $PWD $RANDOM $? $1 $@ $# ${10}'],
    ['HOME', 'echo "$HOME"'],
    ['variables that are set', 'x=1; local y=2; export z=3; echo $x $y $z'],
    ['loop variables', 'for i in a; do echo "$i"; done'],
    ['what read reads', 'read -r a b <<< "1 2"; echo "$a$b"'],
    ['what printf writes', 'printf -v out %s x; echo "$out"'],
    ['single quotes', "echo '$NAME'"],
    ['a quoted here-document', "cat <<'EOF'\n$NAME\nEOF"],
    ['comments', '# $NAME'],
    ['variables of jq', "jq -n --arg t x '$t'"],
  ])('are not seen in %s', async (_, line) => {
    expect((await judge(line)).environmentVariables).toEqual([]);
  });
});

describe('runner: what a Bash script will not find', () => {
  it.each([
    ['HOME', 'echo "$HOME"', 'runner-variable'],
    ['a home path', 'cat ~/.kube/config', 'runner-variable'],
    ['KUBECONFIG', 'echo "$KUBECONFIG"', 'runner-variable'],
    ['its end by exit', '[ -n "$X" ] || exit 1', 'exits-early'],
  ])('is advice: %s', async (_, line, code) => {
    const { errors, advice } = await judge(line);
    expect({ errors, advice }).toEqual({ errors: [], advice: [code] });
  });

  it.each([
    [
      'KUBECONFIG set from a secret',
      'export KUBECONFIG="$kubeconfig"; kubectl --kubeconfig "$KUBECONFIG" get pods',
    ],
    ['exit in a subshell', '(exit 1); x=$(exit 2)'],
    ['a tilde in a pattern', '[[ $x == \\~ ]]'],
  ])('is not: %s', async (_, line) => {
    expect((await judge(line)).findings).toEqual([]);
  });

  it('is an error where the script ends before main is called', async () => {
    expect((await judgeBash(`${bashMain('echo "[]" >&3')}exit 0\n`)).errors).toEqual(['exits-early']);
  });
});

describe('§14 Bash scripts that work with Azure', () => {
  it.each([
    'az account show',
    'sudo az vm list',
    'timeout 30 az group list',
    'x=$(az ad show)',
    'cat "$azure_credentials"',
  ])('are known by %s', async (line) => {
    expect((await judge(line)).usesAzure).toBe(true);
  });

  it.each([
    'echo "az storage is full"',
    'echo topaz storage',
    '# az account show',
    'echo "set azure_credentials"',
    'command -v az',
  ])('are not known by %s', async (line) => {
    expect((await judge(line)).usesAzure).toBe(false);
  });
});
