import type { Config } from '../config/schema.ts';
import { nearest } from '../errors/nearest.ts';
import { InvalidArguments } from '../errors/request-errors.ts';
import { HOSTS, type HostForm, type HostName, hostForm } from '../hosts/host-table.ts';
import type { ServerEntry } from '../hosts/server-entry.ts';
import { writeForm } from '../hosts/write-form.ts';
import { writeToStderr } from '../log/stderr.ts';
import { lastingRoot, localServer, serverName } from './setup/server-of.ts';

export interface ServerOptions {
  /** Address of a team's server, in place of one on this machine. */
  url?: string;
}

interface ClientConfigOptions extends ServerOptions {
  /** Prints the host's install link instead of the settings. */
  link?: boolean;
}

/** Prints the settings that add this server to a host; where they go and what to watch for is printed on standard error. */
export async function clientConfig(
  config: Config,
  [given]: string[],
  options: ClientConfigOptions,
): Promise<number> {
  const host = theHost(given ?? hostByFlag(config));
  const form = hostForm(host);
  if (options.link) return printLink(config, form, options);
  const text = writeForm(form, serverName(config), serverOf(config, options));
  for (const line of [`${form.title}: ${form.place.replaceAll('`', '')}`, ...form.quirks])
    writeToStderr(`${line}\n`);
  if (text === undefined) return 1;
  process.stdout.write(text);
  if (!options.url && !config.sandbox && !config.token)
    writeToStderr('No token is in it: run login first, or add RUNWHEN_TOKEN to its variables.\n');
  return 0;
}

function printLink(config: Config, form: HostForm, options: ServerOptions): number {
  const entry = form.entry(serverOf(config, options));
  if (!form.link || !entry)
    throw new InvalidArguments(`${form.title} opens no links that install a server.`, {
      hint: `These do: ${Object.keys(HOSTS)
        .filter((name) => hostForm(name as HostName).link)
        .join(', ')}. Without --link the text to paste is printed.`,
    });
  process.stdout.write(`${form.link(serverName(config), entry)}\n`);
  return 0;
}

/** The host that `--host` names, which otherwise is the address to listen on. */
export function hostByFlag({ host }: Config): string | undefined {
  return host in HOSTS ? host : undefined;
}

/** The host with that name. Throws `InvalidArguments` with the nearest one. */
export function theHost(given: string | undefined): HostName {
  if (given !== undefined && given in HOSTS) return given as HostName;
  const names = Object.keys(HOSTS);
  const meant = given === undefined ? undefined : nearest(given, names);
  throw new InvalidArguments(
    `${given === undefined ? 'Which host?' : `There is no host ${given}.`}${meant ? ` Did you mean ${meant}?` : ''}`,
    {
      hint: `Name one, as in setup cursor: ${names.join(', ')}.`,
    },
  );
}

/** The server in the host's settings: a team's, by its address, or this program. */
export function serverOf(config: Config, { url }: ServerOptions): ServerEntry {
  if (!url) return localServer(config, lastingRoot(config).root);
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new InvalidArguments(
      '--url takes the http:// or https:// URL of a server, such as https://mcp.example.com/mcp.',
      {
        hint: 'Leave it out for a server on this machine.',
      },
    );
  return { url: url.replace(/\/+$/, '').replace(/(?<!\/mcp)$/, '/mcp'), headers: {} };
}
