/** A test, by its file and by words of its title; or a file of another kind that shows it. */
export type SeenBy = readonly [file: string, words: string];

/** One thing that the best public MCP servers have. */
export interface Feature {
  what: string;
  /** How it is here: `partly` and `no` have a reason. */
  here: 'yes' | 'partly' | 'no';
  says: string;
  seenBy?: SeenBy;
}

const yes = (what: string, says: string, ...seenBy: [file: string, words: string]): Feature => ({
  ...{ what, here: 'yes', says, seenBy },
});
const partly = (what: string, says: string, ...seenBy: [file: string, words: string]): Feature => ({
  ...{ what, here: 'partly', says, seenBy },
});
const no = (what: string, says: string): Feature => ({ what, here: 'no', says });

/** By subject; docs/hosts.md has them as tables, and a test holds that what they name is there. */
export const FEATURES: Record<string, readonly Feature[]> = {
  Protocol: [
    yes(
      'stdio and Streamable HTTP',
      'one program with one list of tools',
      'tests/hosts/everyday.test.ts',
      'settles on that revision',
    ),
    yes(
      'Earlier revisions, over HTTP without a session',
      '2025-11-25 and before; any copy behind a load balancer answers',
      'tests/deploy/balancer/sessions.check.ts',
      'costs no other call',
    ),
    yes(
      'Protocol 2026-07-28',
      'over stdio and HTTP',
      'tests/server/http/story.test.ts',
      'runs an SLX and gets what it found',
    ),
    yes(
      'Hints on every tool',
      'all four, derived from what the tool does',
      'tests/wire/tool-list.test.ts',
      'all four hints',
    ),
    yes(
      'Titles and icons',
      "a title for every tool, prompt and resource; the server's icons, light and dark",
      'tests/prompts/prompts.test.ts',
      'icons and an address',
    ),
    yes(
      'Output schemas and structured results',
      'for the five tools whose results programs read; more would lengthen every conversation',
      'tests/server/structured-results.test.ts',
      'what its schema says',
    ),
    yes(
      'Resources, templates, subscriptions',
      'for objects of the platform, skills and RUNWHEN.md',
      'tests/hosts/shown.check.ts',
      'a change of what it follows',
    ),
    yes(
      'Prompts',
      'for common starting points, filled in with current data of the platform',
      'tests/prompts/prompts.test.ts',
      'has reading steps that work',
    ),
    yes(
      'Completion',
      'of every argument of prompts and every variable of resource templates',
      'tests/prompts/prompts.test.ts',
      'are templates whose every variable is completed',
    ),
    yes(
      'Skills',
      'as resources, and by the skills extension with digests',
      'tests/skills/skills-extension.test.ts',
      'lists skills with their files',
    ),
    yes(
      'Questions to the person',
      'before something is deleted; if configured, also before something is replaced',
      'tests/hosts/try-confirmation.ts',
      'acts only on what the person agreed to',
    ),
    yes(
      'Progress',
      'every few seconds, to hosts that ask for it',
      'tests/server/progress.test.ts',
      'tells the host every few seconds',
    ),
    yes(
      'Cancellation',
      'reaches the platform; the answer names what continues there',
      'tests/tools/scripts/never-lost.test.ts',
      'whose wait is cancelled goes on',
    ),
    yes(
      'Log messages',
      'at the level that the client set, without queries and tokens',
      'tests/server/client-log.test.ts',
      'hears of a request that is made again',
    ),
    no(
      'Tasks',
      'The SDK knows their messages but does not serve them. A tool that waits answers in time with an id and the call that continues.',
    ),
  ],
  'Choice and cost of tools': [
    yes(
      'Toolsets',
      'by subject, and as presets; over HTTP also for a single request',
      'tests/server/http/narrowing.test.ts',
      'offers what both leave',
    ),
    yes(
      'Read-only mode',
      '`--read-only`, or a header over HTTP',
      'tests/server/choice.test.ts',
      'where the server is read-only',
    ),
    no(
      'Toolsets that a model turns on while it works',
      'Hosts keep the list that they read first, and a preset costs less than tools that turn others on. A call of a tool that is left out is refused, with the way to enable it.',
    ),
    yes(
      'Single tools in or out',
      '`--tools`, `--exclude-tools`',
      'tests/server/choice.test.ts',
      'MCP_EXCLUDE_TOOLS',
    ),
    yes(
      'A default scope',
      'a default workspace makes the parameter optional',
      'tests/e2e/starting.test.ts',
      'goes with a workspace that calls may leave out',
    ),
    yes(
      'Misspelt names and arguments answered with the nearest',
      'tools, parameters, workspaces, SLXs, assistants and more',
      'tests/tool-kit/parse-arguments.test.ts',
      'the nearest valid one',
    ),
    yes(
      'A bound on what the list of tools costs',
      'in bytes on the wire, for the whole list, each tool and each preset',
      'tests/wire/tool-list.test.ts',
      'costs a model no more than its bound',
    ),
    yes(
      'A bound on what a result costs',
      'a cut result says what was cut and how to get the rest',
      'tests/tool-kit/fit-reply.test.ts',
      'fits whatever it holds',
    ),
  ],
  Safety: [
    yes(
      'No secret in messages and logs',
      'tokens, signed queries, credentials in addresses',
      'tests/server/http/oauth/sign-in.test.ts',
      'keeps secrets out of the log',
    ),
    yes(
      'Third-party text marked as data',
      'hidden characters removed and counted; text that a client may edit and send back is left unchanged',
      'tests/server/hidden-text.test.ts',
      'read and saved byte for byte',
    ),
    yes(
      'Nothing deleted without asking',
      'a person agrees, or the call repeats the code of its preview',
      'tests/hosts/try-confirmation.ts',
      'acts with the code of its own preview alone',
    ),
    yes(
      'Sign-in by OAuth',
      'authorization server and resource server, with no store',
      'tests/server/http/oauth/sdk-clients.test.ts',
      'calls tools as the person who signed in',
    ),
    yes(
      'Host and Origin checked',
      'only loopback unless configured',
      'tests/server/http/hosts.test.ts',
      'are none when nothing is set',
    ),
    yes(
      'Limits on one caller',
      'on calls in flight, requests to the platform per second, streams and token checks',
      'tests/server/http/starving.test.ts',
      'counts as its members',
    ),
    yes(
      'Values that cannot escape their path segment',
      'every path segment is encoded; `.` and `..` are refused',
      'tests/platform/path.test.ts',
      'keeps every value one segment',
    ),
  ],
  Operation: [
    yes(
      'Metrics, traces, an audit trail',
      'Prometheus, OpenTelemetry, lines for each call that changes something; nothing is sent anywhere unless configured',
      'tests/e2e/telemetry.test.ts',
      'are spans of the trace that the client began',
    ),
    yes(
      'Probes',
      '`/livez`, `/health`; graceful shutdown',
      'tests/server/http/endpoint.test.ts',
      'finds the process alive',
    ),
    yes(
      'A command line',
      'every tool as a command, with `setup`, `login`, `doctor`, `validate`, `run` and completion',
      'tests/commands/doctor.test.ts',
      'finds everything in order',
    ),
    yes(
      'Errors that say what to do',
      'a code, a hint, and whether a retry may help',
      'tests/tools/failures.test.ts',
      'is quoted, with a hint that access may be missing',
    ),
    yes(
      'Only safe requests are retried',
      'a run that may have started is never started again',
      'tests/tools/failures.test.ts',
      'is not repeated, and the caller is told to look first',
    ),
    yes(
      'Proxies and private certificate authorities',
      '`HTTPS_PROXY` and related variables, `NODE_EXTRA_CA_CERTS`',
      'tests/platform/transport/proxy.test.ts',
      'is asked for a tunnel for https',
    ),
  ],
  Tests: [
    yes(
      'Real clients',
      'both SDK lines in both eras, over stdio and HTTP',
      'tests/hosts/shown.check.ts',
      'the way back to a run, before it gives up',
    ),
    no(
      'Evaluations by a model',
      'The tests run without a network, so none uses a model. Scripted sessions of an agent use the tools instead.',
    ),
    partly(
      'The platform itself',
      'A simulator, checked against the published API descriptions in every test; no account is needed. The live platform is not used.',
      'tests/contract/sandbox.test.ts',
      'are both walked whole',
    ),
    yes(
      'Generated inputs',
      'property tests of the script and argument parsers; messages generated from a grammar',
      'tests/fuzz/fuzz.test.ts',
      'a thousand messages out of the grammar',
    ),
    yes(
      'Faults of the platform',
      'every tool is tried with more than thirty',
      'tests/faults/faults.check.ts',
      'no hang, no wrong success, no double write',
    ),
    yes(
      'Official conformance suite and Inspector',
      'with a reason for each scenario in the baseline',
      'tests/conformance/suite.check.ts',
      'the product passes the official suite',
    ),
    yes(
      'Documents that cannot go stale',
      'generated, or checked against the code',
      'tests/content/calls.test.ts',
      '',
    ),
    yes('Benchmarks', 'of start-up, lists, load, memory and size', 'bench/README.md', ''),
  ],
  'Getting it': [
    yes(
      'One command, links and bundles for hosts',
      '`setup` writes the settings of hosts; links for Cursor and VS Code, `.mcpb`, plugins for Claude Code, Cursor and Gemini, `server.json`',
      'tests/content/manifests.test.ts',
      'starts what can be had now',
    ),
    yes(
      'A container and Kubernetes manifests',
      'Dockerfile and kustomize; no Helm chart',
      'tests/deploy/k8s.test.ts',
      'changed settings roll the pods',
    ),
    yes(
      'Several releases of Node, several systems',
      'Node 20.18 and newer; Linux, macOS and Windows in the workflow',
      'tests/e2e/starting.test.ts',
      'Node 20.18 or newer',
    ),
    yes('Few dependencies', 'one package that installs no others', 'tests/install/install.check.ts', ''),
    partly(
      'Signed releases',
      'The workflow publishes with provenance. Nothing has been published yet.',
      '.github/workflows/release.yml',
      'npm, with provenance',
    ),
  ],
};

/** The tables, one for each subject. */
export function featureTables(): string {
  return Object.entries(FEATURES)
    .map(([subject, features]) =>
      [
        `**${subject}**`,
        '',
        '| What | Here | How, or why not | Seen by |',
        '| --- | --- | --- | --- |',
        ...features.map(
          ({ what, here, says, seenBy }) =>
            `| ${what} | ${here} | ${says} | ${seenBy ? `\`${seenBy[0]}\`` : ''} |`,
        ),
      ].join('\n'),
    )
    .join('\n\n');
}
