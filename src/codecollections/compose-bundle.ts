import type { Bundle } from './bundle.ts';
import { checkBundleName, chooseBaseName } from './bundle-name.ts';
import { noteParted, notePlace, noteSecrets, noteValues } from './bundle-notes.ts';
import { checkDiscovery, type DiscoveryInput } from './check-discovery.ts';
import { PLATFORM_PROFILES } from './platforms.ts';
import { neutralise } from './template-text.ts';

/** A bundle as a caller describes it, with its scripts and code bundles settled. */
export interface BundleRequest extends Omit<Bundle, 'baseName' | 'discovery' | 'imageUrl'> {
  baseName?: string;
  discovery: Omit<DiscoveryInput, 'resourcePath' | 'hierarchy'>;
  imageUrl?: string;
}

/**
 * Checks names and discovery, fills in defaults and takes template marks out of prose. Throws `Refused`. Notes say
 * what was changed, what is filled in per resource and what only looks as if it were.
 */
export function composeBundle(request: BundleRequest): { bundle: Bundle; notes: string[] } {
  const { resourcePath, hierarchy } = request;
  const name = checkBundleName(request.name);
  const base = chooseBaseName(name, request.baseName);
  const { discovery, notes } = checkDiscovery({ ...request.discovery, resourcePath, hierarchy });
  const { platform } = discovery;
  const imageUrl = request.imageUrl || PLATFORM_PROFILES[platform].icon;
  const { bundle, parted } = neutraliseProse({
    ...request,
    name,
    baseName: base.baseName,
    discovery,
    imageUrl,
  });
  return {
    bundle,
    notes: [
      ...base.notes,
      ...notes,
      ...noteParted(parted),
      ...noteValues(request, discovery),
      ...noteSecrets(request, platform),
      ...notePlace(request),
    ],
  };
}

/** Takes the template marks out of what people read; `parted` names the parameters that had some. */
function neutraliseProse(bundle: Bundle): { bundle: Bundle; parted: string[] } {
  const parted = new Set<string>();
  const prose = (parameter: string, text: string) => {
    const neutral = neutralise(text);
    if (neutral !== text) parted.add(parameter);
    return neutral;
  };
  const { alias, statement, imageUrl, resourcePath, hierarchy, task, sli } = bundle;
  const neutral: Bundle = {
    ...bundle,
    alias: prose('alias', alias),
    statement: prose('statement', statement),
    imageUrl: prose('image_url', imageUrl),
    resourcePath: resourcePath && prose('resource_path', resourcePath),
    hierarchy: hierarchy?.map((level) => prose('hierarchy', level)),
    task: { ...task, title: prose('task_title', task.title) },
    sli: sli && { ...sli, description: prose('sli_description', sli.description) },
  };
  return { bundle: neutral, parted: [...parted] };
}
