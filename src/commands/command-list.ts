import { Option as Flag } from 'commander';
import type { CommandEntry } from './command-entry.ts';

const format = (values: string[], help: string) => new Flag('--format <form>', help).choices(values);
const interpreter = () =>
  new Flag('--interpreter <name>', 'instead of what the file says').choices(['python', 'bash']);
const kind = () => new Flag('--kind <kind>', 'what the script is').choices(['task', 'sli']);
const several = (flags: string, help: string) =>
  new Flag(flags, help).argParser((value: string, before: string[] = []) => [...before, value]);

/** Every command, in the order of the help. Each is loaded when it is run. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'serve',
    description: 'serve MCP over standard input and output, or over HTTP with --transport http',
    run: async ({ config }) => (await import('./serve.ts')).serve(await config()),
  },
  {
    name: 'setup',
    takes: '[host]',
    description: 'connect a host: check and keep the token, show the change of its settings, write it',
    options: () => [
      new Flag('--url <address>', "of a team's server, in place of one on this machine"),
      new Flag('--remove', 'remove the connection'),
      new Flag('--yes', 'write without asking'),
    ],
    run: async ({ config, args, options }) =>
      (await import('./setup.ts')).setup(await config(), args, options),
  },
  {
    name: 'client-config',
    takes: '[host]',
    description: 'print the settings that a host needs for this server',
    options: () => [
      new Flag('--url <address>', "of a team's server, in place of one on this machine"),
      new Flag('--link', 'the link that installs it with one click (Cursor and VS Code)'),
    ],
    run: async ({ config, args, options }) =>
      (await import('./client-config.ts')).clientConfig(await config(), args, options),
  },
  {
    name: 'doctor',
    description: 'check the whole set-up, and say how to fix each problem',
    options: () => [new Flag('--json', 'for programs')],
    run: async ({ flags, options }) => (await import('./doctor.ts')).doctor(flags, options),
  },
  {
    name: 'login',
    description: 'keep a token for one platform, in the keychain or in a file of yours',
    options: () => [new Flag('--no-browser', 'do not open the page where tokens are made')],
    run: async ({ config, options }) => (await import('./login.ts')).login(await config(), options),
  },
  {
    name: 'logout',
    description: 'remove the kept token',
    options: () => [new Flag('--all', 'for every platform')],
    run: async ({ config, options }) => (await import('./logout.ts')).logout(await config(), options),
  },
  {
    name: 'whoami',
    description: 'say whose the token is, where it comes from and when it expires',
    options: () => [format(['table', 'json'], 'how it is printed')],
    run: async ({ config, options }) => (await import('./whoami.ts')).whoami(await config(), options),
  },
  {
    name: 'demo',
    description: 'run a whole session against the sandbox and show each call',
    run: async ({ config }) => (await import('./demo.ts')).demo(await config()),
  },
  {
    name: 'views',
    description: "show what hosts draw beside answers, on a page of this machine over the sandbox's data",
    options: () => [new Flag('--no-browser', 'only print the address')],
    run: async ({ options }) => (await import('./views.ts')).views(options),
  },
  {
    name: 'sandbox',
    description: 'run the sandbox alone and print the variables to use it with',
    options: () => [
      several('--oauth-redirect <url>', 'where browser sign-in may come back to; prints client and secret'),
    ],
    run: async ({ config, options }) => (await import('./sandbox.ts')).sandbox(await config(), options),
  },
  {
    name: 'tools',
    takes: '[tool]',
    description: 'list the tools, or show what one of them takes',
    options: () => [new Flag('--json', 'as clients see them')],
    run: async ({ config, args, options }) =>
      (await import('./tools.ts')).tools(await config(), args, options),
  },
  {
    name: 'call',
    takes: '<tool> [arguments...]',
    description: 'call one tool; call TOOL --help shows what it takes',
    readsWords: true,
    run: async ({ config, args }) => (await import('./call.ts')).call(await config(), args),
  },
  {
    name: 'validate',
    takes: '<paths...>',
    description: "check scripts, folders of scripts or patterns against the runner's contract",
    options: () => [
      interpreter(),
      kind(),
      format(['text', 'json', 'sarif'], 'how the findings are printed'),
      new Flag('--json', 'the same as --format json'),
    ],
    run: async ({ config, args, options }) =>
      (await import('./validate.ts')).validate(await config(), args, options),
  },
  {
    name: 'run',
    takes: '<file>',
    description: 'run a script on this machine as the runner would, without any platform',
    options: () => [
      interpreter(),
      kind(),
      several('--var <name=value>', 'a variable of the script; may be repeated'),
      several('--secret <name=value>', 'a secret, from a file with name=@file; may be repeated'),
      format(['table', 'json'], 'how the result is printed'),
    ],
    run: async ({ config, args, options }) => (await import('./run.ts')).run(await config(), args, options),
  },
  {
    name: 'completion',
    takes: '<shell>',
    description: 'print the completion script of bash, zsh or fish',
    run: async ({ args }) => (await import('./completion.ts')).completion(args),
  },
  {
    name: 'complete',
    takes: '[words...]',
    description: 'what may follow these words; completion scripts ask it',
    readsWords: true,
    hidden: true,
    run: async ({ config, args }) => (await import('./complete.ts')).complete(config, args, COMMANDS),
  },
  {
    name: 'version',
    description: 'print the versions of this program and of Node',
    run: async () => (await import('./version.ts')).version(),
  },
];
