import { nearest } from '../errors/nearest.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';
import { orNote } from '../tool-kit/or-note.ts';
import type { Sink } from './sinks.ts';

/** Channels that one note names. */
const SHOWN = 20;

/**
 * What is to be said of the Slack channels that sinks name: those that the platform does not list, with the nearest
 * one that it does. Notes, no refusals: private channels may be missing in its list. Asks nothing where no sink is a
 * Slack channel.
 */
export async function channelNotes(
  sinks: readonly Pick<Sink, 'type' | 'mode' | 'target'>[],
  workspace: string,
  { platform, signal }: ToolContext,
): Promise<string[]> {
  const wanted = sinks.flatMap(({ type, mode, target }) =>
    type === 'slack' && mode === 'channel' && target ? [target] : [],
  );
  if (wanted.length === 0) return [];
  const notes: string[] = [];
  const asked = platform.chatConfig.commands.slackChannels(workspace, { signal });
  const reply = await orNote(asked, { what: 'Slack channels could not be looked up', notes, signal });
  if (!reply) return notes;
  if (reply.installed === false) {
    return [`No Slack workspace is linked to ${workspace}: nothing will arrive in ${wanted.join(', ')}.`];
  }
  if (!reply.channels) return [];
  const channels = reply.channels.flatMap(channelOf);
  const missing = wanted.filter(
    (target) => !channels.some(({ id, name }) => id === target || name === bare(target)),
  );
  return missing.map((target) =>
    unlisted(
      target,
      channels.map(({ name }) => name),
    ),
  );
}

function unlisted(target: string, names: readonly string[]): string {
  const meant = nearest(bare(target), names);
  const shown = names.slice(0, SHOWN).map((name) => `#${name}`);
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
  return [
    `The platform lists no Slack channel ${JSON.stringify(target)}.`,
    ...(meant ? [`Did you mean #${meant}?`] : []),
    `It lists ${shown.join(', ') || 'none'}${more}; private ones may not be listed. It is saved anyway; if the name is wrong, nobody gets the results.`,
  ].join(' ');
}

/** A channel as a name or as an object; the published API leaves open which. */
function channelOf(entry: unknown): { id?: unknown; name: string }[] {
  if (typeof entry === 'string') return [{ name: bare(entry) }];
  if (typeof entry !== 'object' || entry === null) return [];
  const { id, name } = entry as { id?: unknown; name?: unknown };
  return typeof name === 'string' ? [{ id, name: bare(name) }] : [];
}

const bare = (channel: string) => channel.trim().replace(/^#/, '').toLowerCase();
