import { rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../config/schema.ts';
import { userFolder } from '../credentials/login-file.ts';
import { loginsOfUser } from '../credentials/of-user.ts';
import { InvalidArguments } from '../errors/request-errors.ts';
import { entryIn, withEntry } from '../hosts/edit-settings.ts';
import { HOSTS, type HostForm, hostForm } from '../hosts/host-table.ts';
import { showChange } from '../hosts/show-change.ts';
import { clientConfig, hostByFlag, type ServerOptions, serverOf, theHost } from './client-config.ts';
import { askPlatform, nameOf } from './login/ask-platform.ts';
import { askAddress, askToken, orStop } from './login.ts';
import { lastingRoot, serverName } from './setup/server-of.ts';
import { before, clearSettings, readSettings, writeSettings } from './setup/settings-file.ts';

interface SetupOptions extends ServerOptions {
  remove?: boolean;
  yes?: boolean;
}

/**
 * Connects a host to this server: checks the token with the platform and stores it, shows what would change in the host's
 * settings, and writes it once the user agrees. Changes only its own entry; repeated, it changes nothing. With `remove`,
 * takes the entry out.
 */
export async function setup(config: Config, [given]: string[], options: SetupOptions): Promise<number> {
  const host = theHost(given ?? hostByFlag(config) ?? (await askHost()));
  const form = hostForm(host);
  if (!form.file || form.entry(serverOf(config, options)) === undefined)
    return clientConfig(config, [host], options);
  const path = form.file({
    platform: process.platform,
    home: homedir(),
    appData: config.lookUpVariable('APPDATA') ?? join(homedir(), 'AppData', 'Roaming'),
  });
  if (options.remove) return remove(config, form, path, options);
  const ready = options.url || config.sandbox ? config : await withToken(config);
  const name = serverName(ready);
  const text = readSettings(path);
  refuseOthers(entryIn(form, text, name), name, path);
  const after = withEntry(form, text, name, form.entry(serverOf(ready, options)));
  if (after === text) return say(`${form.title} has it already: ${path}`);
  say(`${path}:\n${showChange(text, after)}`);
  if (!(await agreed(options))) return stop();
  lastingRoot(ready).make();
  const { copy } = writeSettings(path, after, recordsOf(config));
  if (copy) say(`Backup of the file as it was: ${copy}`);
  return say(`${form.title} is connected as ${name}. ${form.quirks.join(' ')}`.trimEnd());
}

async function remove(config: Config, form: HostForm, path: string, options: SetupOptions): Promise<number> {
  const name = serverName(config);
  const text = readSettings(path);
  const entry = entryIn(form, text, name);
  if (entry === undefined) return say(`${form.title} has no ${name}: ${path}`);
  refuseOthers(entry, name, path);
  const records = recordsOf(config);
  const old = before(path, records);
  const without = withEntry(form, text, name, undefined);
  const untouched = old !== undefined && sameServers(form, old, name, text);
  const after = untouched ? old : without;
  say(`${path}:\n${showChange(text, after)}`);
  if (!(await agreed(options))) return stop();
  clearSettings(path, after, /^[\s{}]*("\w+"\s*:\s*\{\s*\})?[\s{}]*$/.test(after), records);
  if (!isUsed(config))
    rmSync(join(userFolder(config.lookUpVariable), 'versions'), { recursive: true, force: true });
  return say(`${form.title} no longer has ${name}.`);
}

/** Whether the file is what it was before, but for our entry: it then gets its old text back, to the letter. */
function sameServers(form: HostForm, old: string, name: string, text: string): boolean {
  return withEntry(form, old, name, entryIn(form, text, name) as object) === text;
}

const recordsOf = ({ lookUpVariable }: Config) => join(userFolder(lookUpVariable), 'setups.json');

const isUsed = (config: Config) => readSettings(recordsOf(config)) !== '';

/** An entry of the same name that starts something else belongs to somebody else. */
function refuseOthers(entry: unknown, name: string, path: string): void {
  if (entry === undefined || /runwhen-platform-mcp|dist[\\/]+cli\.js|\/mcp"/.test(JSON.stringify(entry)))
    return;
  throw new InvalidArguments(`${path} already has a server ${name} that is not this one.`, {
    hint: 'Give this one a name of its own with --label, or take the other out first.',
  });
}

/** The configuration with an address and a token that the platform accepts, stored for the server to read. */
async function withToken(config: Config): Promise<Config> {
  const apiUrl = config.apiUrl || (await askAddress());
  const known = { ...config, apiUrl };
  const token = config.token ?? (await askToken(known, true));
  const { user, workspaces } = await askPlatform({ ...known, token });
  const names = workspaces.map(({ name }) => name);
  if (config.defaultWorkspace && !names.includes(config.defaultWorkspace))
    throw new InvalidArguments(`This token sees no workspace ${config.defaultWorkspace}.`, {
      hint: `It sees: ${names.join(', ')}.`,
    });
  if (config.login === undefined)
    await loginsOfUser(config.lookUpVariable).keep(apiUrl, token, config.agentUrl);
  say(`Signed in as ${nameOf(user)}, who sees ${names.length} workspaces.`);
  return { ...known, token, defaultWorkspace: config.defaultWorkspace ?? (await askWorkspace(names)) };
}

async function askWorkspace(names: string[]): Promise<string | undefined> {
  if (!process.stdin.isTTY || names.length === 0) return undefined;
  const { select } = await import('./login/prompts.ts');
  const options = [...names.map((value) => ({ value, label: value })), { value: '', label: 'none' }];
  return orStop(await select({ message: 'Workspace for calls that name none?', options })) || undefined;
}

async function askHost(): Promise<string | undefined> {
  if (!process.stdin.isTTY) return undefined;
  const { select } = await import('./login/prompts.ts');
  const options = Object.entries(HOSTS).map(([value, { title }]) => ({ value, label: title }));
  return orStop(await select({ message: 'Which host?', options }));
}

async function agreed({ yes }: SetupOptions): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY) return false;
  const { confirm } = await import('./login/prompts.ts');
  return orStop(await confirm({ message: 'Write this?' }));
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function stop(): number {
  say('Nothing was written. Add --yes to write it.');
  return 1;
}
