/** What a rule says about a script, and how far it can judge. */
export interface Rule {
  /** `error` keeps a script from being sent; `fixed` is removed from what is sent; `advice` is for the author. */
  severities: readonly ('error' | 'fixed' | 'advice')[];
  languages: 'both' | 'python' | 'bash';
  /** What is proven where the rule is an error, or what it points out. */
  proves: string;
  /** What it cannot see, so that an error may be missed; empty for rules that are never an error. */
  unseen: string;
}

const advice = (languages: Rule['languages'], remark: string): Rule => ({
  severities: ['advice'],
  languages,
  proves: remark,
  unseen: '',
});

const RULES_BY_CODE = {
  'syntax-error': {
    severities: ['error'],
    languages: 'both',
    proves:
      'The interpreter refuses the text before it runs any of it: CPython by its grammar and its compiler (Ruff, for Python 3.14), Bash by quotes, brackets, reserved words and here-documents.',
    unseen:
      'Bash: the inside of `[[ ]]`, of arithmetic and of backquotes. Python: what CPython finds and Ruff does not.',
  },
  'nested-too-deeply': {
    severities: ['error'],
    languages: 'both',
    proves: 'It is nested more deeply than any interpreter accepts.',
    unseen: 'Less deep nesting, which an interpreter may refuse too.',
  },
  'markdown-text': {
    severities: ['error'],
    languages: 'both',
    proves:
      'main is defined in a Markdown fence only, other text is around it, and the whole has no main or does not compile.',
    unseen: 'Markdown whose whole text happens to run.',
  },
  'main-missing': {
    severities: ['error', 'advice'],
    languages: 'both',
    proves:
      'Nothing in the text makes a `main` for the runner: no definition at the top level, and nothing that runs text as code, reads a file, binds names unseen or, in Bash, may write the result by itself; those make it advice.',
    unseen: 'A program called main on the path of the runner.',
  },
  'main-not-callable': {
    severities: ['error', 'advice'],
    languages: 'python',
    proves:
      'The last, unconditional binding of main is a literal, a module, or a class without bases. Where another binding may be the last, or the class has bases, it is advice.',
    unseen: 'The values of calls and attributes.',
  },
  'main-async': {
    severities: ['error', 'advice'],
    languages: 'python',
    proves: 'main() returns a coroutine, which is not JSON. Advice where another binding may be the last.',
    unseen: 'Functions that return coroutines without being async.',
  },
  'main-generator': {
    severities: ['error', 'advice'],
    languages: 'python',
    proves: 'main() returns a generator, which is not JSON. Advice where another binding may be the last.',
    unseen: 'Functions that return generators without `yield`.',
  },
  'main-arguments': {
    severities: ['error', 'advice'],
    languages: 'python',
    proves:
      'The runner calls main() without arguments, and it needs some. Advice where another binding may be the last.',
    unseen: 'Functions that main is an alias of.',
  },
  'main-guard-else': {
    severities: ['error'],
    languages: 'python',
    proves:
      'A `__main__` block with else or elif runs before main() and is not removed. No proof that the script fails: it is refused as the Python server refuses it.',
    unseen: 'Other spellings of the comparison.',
  },
  'returns-nothing': {
    severities: ['error', 'advice'],
    languages: 'python',
    proves: 'main() has no return with a value. Advice where another binding may be the last.',
    unseen: 'A main() that ends the interpreter after it has written the result by itself.',
  },
  'returns-wrong-type': {
    severities: ['error', 'advice'],
    languages: 'python',
    proves:
      'Every way out of main() returns a value of a wrong type; where only some do, or the script changes what results are written with, it is advice.',
    unseen: 'The values of calls, and values that are changed in place.',
  },
  'issue-not-object': {
    severities: ['error', 'advice'],
    languages: 'python',
    proves:
      'Every way out of main() returns a list that is written out and holds something other than dicts.',
    unseen: 'Elements that are calls.',
  },
  'issue-key': {
    severities: ['error', 'advice'],
    languages: 'both',
    proves:
      'A key of an issue is one of the five, misspelt, so that the runner does not read it. Python: main() is seen to return the dict. Bash: the text is seen to be written to the result as it is. Anything else, and keys that are only unknown, is advice.',
    unseen:
      'Dicts and texts that other code makes or changes; whether the line is reached where that depends on the run.',
  },
  'issue-title-missing': {
    severities: ['error', 'advice'],
    languages: 'python',
    proves: 'main() is seen to return a dict as an issue, whole and without a title: the run fails.',
    unseen:
      'Dicts that other code makes or changes; whether the line is reached where that depends on the run.',
  },
  'severity-not-an-integer': {
    severities: ['error', 'advice'],
    languages: 'both',
    proves:
      'The severity is written out and cannot be converted to an integer: the run fails there. Python: main() is seen to return the dict. Bash: the text is seen to be written to the result.',
    unseen: 'Severities that a run puts in; whether the line is reached where that depends on the run.',
  },
  'no-output': {
    severities: ['error', 'advice'],
    languages: 'bash',
    proves:
      'main is a function of the script, nothing writes to descriptor 3 or to the file behind it, every target is known, and no code is run that is not read: files, texts that are run, handlers, programs in texts that do more than print. Otherwise it is advice.',
    unseen: 'Programs that write to descriptor 3 of their own accord.',
  },
  'exits-early': {
    severities: ['error', 'advice'],
    languages: 'both',
    proves:
      'The interpreter ends at the top level, on every path, before main is called, and the script does not write the file of its result by itself. In functions and under conditions it is advice.',
    unseen: 'Whether a function that exits is called; conditions that are always true.',
  },
  'unbound-source': {
    severities: ['error', 'advice'],
    languages: 'bash',
    proves:
      '`BASH_SOURCE` is read under `set -u`, in the shell of the script and on every path, which ends it. Elsewhere it is advice.',
    unseen: '`set -u` in another file.',
  },
  'reads-stdin': {
    severities: ['error', 'advice'],
    languages: 'both',
    proves:
      'Bash: a command at the top level surely reads the rest of the script, and with it the call of main. Otherwise, and in Python, it is advice.',
    unseen: 'What programs and functions read by themselves.',
  },
  'nul-character': {
    severities: ['error'],
    languages: 'both',
    proves: 'A NUL character cannot be passed to an interpreter.',
    unseen: 'Nothing.',
  },
  'lone-surrogate': {
    severities: ['error'],
    languages: 'both',
    proves: 'Half of a surrogate pair cannot be written as UTF-8.',
    unseen: 'Nothing.',
  },
  'end-mark': {
    severities: ['error'],
    languages: 'both',
    proves: "A line ends the runner's here-document, and the script with it.",
    unseen: 'Nothing.',
  },
  'script-size': {
    severities: ['error', 'advice'],
    languages: 'both',
    proves:
      'What is sent is larger than the hard limit; over the soft limit it is advice. Only the command `validate` makes a finding of it; tools say it in fields of their own.',
    unseen: 'Limits of proxies on the way.',
  },
  'main-call': {
    severities: ['fixed'],
    languages: 'both',
    proves: "The script's own calls of main, with what only looks at how they ended, are removed.",
    unseen: '',
  },
  'main-guard': {
    severities: ['fixed'],
    languages: 'python',
    proves: 'A `__main__` block is replaced by `pass`.',
    unseen: '',
  },
  'markdown-fence': {
    severities: ['fixed'],
    languages: 'both',
    proves: 'The Markdown fence around the whole script is removed.',
    unseen: '',
  },
  'byte-order-mark': {
    severities: ['fixed'],
    languages: 'both',
    proves: 'The byte order mark is removed.',
    unseen: '',
  },
  'descriptor-taken': advice('bash', 'Descriptor 3 is redirected.'),
  'issue-key-ignored': advice('python', 'The runner ignores a key of an issue.'),
  'issue-text-constant': advice('both', 'Nothing that was observed is in the text of the issues.'),
  'issue-text-empty': advice('both', 'A text of an issue is empty.'),
  'issue-text-placeholder': advice('both', 'A text of an issue holds a placeholder, such as TODO.'),
  'likely-fault': advice(
    'python',
    'A format string or comparison does not fit (Ruff F50x, F52x, F632, PLE120x).',
  ),
  'main-called': advice('both', 'main is called while the script is read, and the call was not removed.'),
  'main-decorated': advice('python', 'What a decorator returns is called instead of main().'),
  'main-guard-needed': advice('python', 'A `__main__` block sets what the rest needs, and is kept.'),
  'main-imported': advice('python', 'main() comes from a module that must be installed.'),
  'may-return-nothing': advice('python', 'main() can reach its end without returning a value.'),
  'metric-out-of-range': advice('python', 'An SLI value is outside 0 to 1.'),
  'partly-unread': advice('both', 'Part of the script could not be read; checks may be missing.'),
  'percent-brace': advice('both', 'The runner removes a backslash before `%{`.'),
  'reads-arguments': advice('python', 'The runner passes no arguments.'),
  'reads-own-path': advice('python', '`__file__` does not exist on the runner.'),
  'runner-variable': advice('both', 'A variable that the runner does not set is read.'),
  'secret-in-script': advice('python', 'A literal looks like a credential (Ruff S105 to S107).'),
  'severity-out-of-range': advice('both', 'The runner changes other severities to 4.'),
  'undefined-name': advice('python', 'A name is bound nowhere (Ruff F821, F823).'),
} as const satisfies Record<string, Rule>;

/** Kebab-case and stable: programs may switch on it. A code that is not in the table does not compile. */
export type FindingCode = keyof typeof RULES_BY_CODE;

/** Every rule by the code of its findings, those that can refuse a script first. */
export const RULES: Readonly<Record<FindingCode, Rule>> = RULES_BY_CODE;
