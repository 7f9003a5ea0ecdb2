import type { Config } from '../config/schema.ts';
import { skillNames } from '../skills/skill-names.ts';
import { VIEW_EXTENSION } from '../tool-kit/view-names.ts';
import { identify, LOOKS, VERSION } from './identity.ts';
import { instructions } from './instructions.ts';
import type { Offers } from './offers.ts';

/** Who answers, as every host is told. */
export function serverInfo(config: Config) {
  return { ...LOOKS, title: identify(config).name, version: VERSION };
}

/** What this server can do; `subscribes` where a client can be told of resources that change. */
export function capabilities({ subscribes }: { subscribes: boolean }) {
  return {
    tools: { listChanged: true },
    prompts: { listChanged: true },
    completions: {},
    logging: {},
    extensions: { [VIEW_EXTENSION]: {} },
    resources: { ...(subscribes ? { subscribe: true } : {}), listChanged: true },
  };
}

/** What a host tells its model about this server. */
export async function instructionsFor(config: Config, offers: Offers): Promise<string> {
  return instructions(config, await skillNames(config), offers);
}
