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
      'The interpreter rejects the text before running any of it: CPython by its grammar and compiler (checked with Ruff, for Python 3.14), Bash by quotes, brackets, reserved words and here-documents.',
    unseen:
      'Bash: errors inside `[[ ]]`, arithmetic and backquotes. Python: errors that CPython finds and Ruff does not.',
  },
  'nested-too-deeply': {
    severities: ['error'],
    languages: 'both',
    proves: 'The text is nested more deeply than any interpreter accepts.',
    unseen: 'Shallower nesting, which an interpreter may reject too.',
  },
  'markdown-text': {
    severities: ['error'],
    languages: 'both',
    proves:
      'main is defined only inside a Markdown fence with other text around it, and the whole text has no main or does not compile.',
    unseen: 'Markdown whose whole text happens to run.',
  },
  'main-missing': {
    severities: ['error', 'advice'],
    languages: 'both',
    proves:
      'Nothing in the text defines a `main` for the runner at the top level. It is advice if something runs text as code, reads a file, binds names dynamically or, in Bash, may write the result by itself.',
    unseen: 'A program called main in the PATH of the runner.',
  },
  'main-not-callable': {
    severities: ['error', 'advice'],
    languages: 'python',
    proves:
      'The last, unconditional binding of main is a literal, a module, or a class without bases. It is advice if another binding may be the last, or if the class has bases.',
    unseen: 'The results of calls, and the values of attributes.',
  },
  'main-async': {
    severities: ['error', 'advice'],
    languages: 'python',
    proves: 'main() returns a coroutine, which is not JSON. It is advice if another binding may be the last.',
    unseen: 'Functions that return coroutines without being async.',
  },
  'main-generator': {
    severities: ['error', 'advice'],
    languages: 'python',
    proves: 'main() returns a generator, which is not JSON. It is advice if another binding may be the last.',
    unseen: 'Functions that return generators without `yield`.',
  },
  'main-arguments': {
    severities: ['error', 'advice'],
    languages: 'python',
    proves:
      'The runner calls main() without arguments, but it needs some. It is advice if another binding may be the last.',
    unseen: 'Functions for which main is an alias.',
  },
  'main-guard-else': {
    severities: ['error'],
    languages: 'python',
    proves:
      'A `__main__` block with else or elif runs before main() and is not removed. This does not prove that the script fails; it is refused because the Python server refuses it.',
    unseen: 'Other spellings of the comparison.',
  },
  'returns-nothing': {
    severities: ['error', 'advice'],
    languages: 'python',
    proves: 'main() has no return with a value. It is advice if another binding may be the last.',
    unseen: 'A main() that writes the result by itself and then ends the interpreter.',
  },
  'returns-wrong-type': {
    severities: ['error', 'advice'],
    languages: 'python',
    proves:
      'Every path through main() returns a value of a wrong type. It is advice if only some do, or if the script changes the code that writes results.',
    unseen: 'The results of calls, and values that are changed in place.',
  },
  'issue-not-object': {
    severities: ['error', 'advice'],
    languages: 'python',
    proves: 'Every path through main() returns a list literal that contains something other than dicts.',
    unseen: 'Elements that are calls.',
  },
  'issue-key': {
    severities: ['error', 'advice'],
    languages: 'both',
    proves:
      'A key of an issue is a misspelling of one of the five, so the runner ignores it. Python: main() is seen to return the dict. Bash: the text is seen to be written to the result unchanged. Otherwise, and for keys that are merely unknown, it is advice.',
    unseen:
      'Dicts and texts that other code makes or changes; whether a line is reached if that depends on the run.',
  },
  'issue-title-missing': {
    severities: ['error', 'advice'],
    languages: 'python',
    proves: 'main() is seen to return an issue, a complete dict, without a title: the run fails.',
    unseen: 'Dicts that other code makes or changes; whether a line is reached if that depends on the run.',
  },
  'severity-not-an-integer': {
    severities: ['error', 'advice'],
    languages: 'both',
    proves:
      'The severity is a literal that cannot be converted to an integer: the run fails there. Python: main() is seen to return the dict. Bash: the text is seen to be written to the result.',
    unseen: 'Severities that are computed at run time; whether a line is reached if that depends on the run.',
  },
  'no-output': {
    severities: ['error', 'advice'],
    languages: 'bash',
    proves:
      'main is a function of the script, nothing writes to descriptor 3 or to its file, every target of a redirection is known, and all code that runs is readable: no files, evaluated texts, handlers, or inline programs that do more than print. Otherwise it is advice.',
    unseen: 'Programs that write to descriptor 3 of their own accord.',
  },
  'exits-early': {
    severities: ['error', 'advice'],
    languages: 'both',
    proves:
      'The script ends at the top level, on every path, before main is called, and does not write its result file by itself. In functions and under conditions it is advice.',
    unseen: 'Whether a function that exits is called; conditions that are always true.',
  },
  'unbound-source': {
    severities: ['error', 'advice'],
    languages: 'bash',
    proves:
      '`BASH_SOURCE` is read under `set -u` in the shell of the script, on every path; this ends the script. Elsewhere it is advice.',
    unseen: '`set -u` in another file.',
  },
  'reads-stdin': {
    severities: ['error', 'advice'],
    languages: 'both',
    proves:
      'Bash: a command at the top level certainly reads the rest of the script, including the call of main. Otherwise, and in Python, it is advice.',
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
    proves: "A line of the script ends the runner's here-document and so cuts the script off.",
    unseen: 'Nothing.',
  },
  'script-size': {
    severities: ['error', 'advice'],
    languages: 'both',
    proves:
      'The script as sent is larger than the hard limit; over the soft limit it is advice. Only the command `validate` reports it as a finding; tools have fields of their own for it.',
    unseen: 'Limits of proxies on the way.',
  },
  'main-call': {
    severities: ['fixed'],
    languages: 'both',
    proves: "The script's own calls of main are removed, together with code that only checks how they ended.",
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
  'result-name': advice('bash', 'The result is called by a name that it has only in other runs.'),
  'result-not-json': advice('bash', 'A text for people is written to the result.'),
  'issue-key-ignored': advice('python', 'The runner ignores a key of an issue.'),
  'issue-text-constant': advice(
    'both',
    'The text of the issues is constant: it contains nothing that was observed.',
  ),
  'issue-text-empty': advice('both', 'A text field of an issue is empty.'),
  'issue-text-placeholder': advice('both', 'A text field of an issue contains a placeholder, such as TODO.'),
  'likely-fault': advice(
    'python',
    'A format string or comparison is probably wrong (Ruff F50x, F52x, F632, PLE120x).',
  ),
  'main-called': advice('both', 'The script calls main while it loads, and the call was not removed.'),
  'main-decorated': advice('python', 'main() is decorated: the runner calls what the decorator returns.'),
  'main-guard-needed': advice(
    'python',
    'A `__main__` block sets variables that the rest needs, so it is kept.',
  ),
  'main-imported': advice('python', 'main() comes from a module that must be installed.'),
  'may-return-nothing': advice('python', 'main() can reach its end without returning a value.'),
  'metric-out-of-range': advice('python', 'An SLI value is outside 0 to 1.'),
  'partly-unread': advice('both', 'Part of the script could not be read; checks may be missing.'),
  'percent-brace': advice('both', 'The runner removes a backslash before `%{`.'),
  'reads-arguments': advice('python', 'The runner passes no arguments.'),
  'reads-own-path': advice('python', '`__file__` does not exist on the runner.'),
  'runner-variable': advice('both', 'A variable that the runner does not set is read.'),
  'secret-in-script': advice('python', 'A literal looks like a credential (Ruff S105 to S107).'),
  'severity-out-of-range': advice('both', 'A severity is outside 1 to 4; the runner changes it to 4.'),
  'undefined-name': advice('python', 'A name is bound nowhere (Ruff F821, F823).'),
} as const satisfies Record<string, Rule>;

/** Kebab-case and stable: programs may switch on it. A code that is not in the table does not compile. */
export type FindingCode = keyof typeof RULES_BY_CODE;

/** Every rule by the code of its findings, those that can refuse a script first. */
export const RULES: Readonly<Record<FindingCode, Rule>> = RULES_BY_CODE;
