import { TimedOut, Unavailable } from '../../errors/platform-errors.ts';
import type { ToolContext } from '../../tool-kit/define-tool.ts';

/** The answer of a registry tool where no registry can be asked. */
export interface RegistryAbsence {
  registry_available: false;
  airgap: boolean;
  message: string;
  hint: string;
}

const NO_REGISTRY =
  'Write the check yourself (skill build-runwhen-task), or deploy a bundle whose repository and path you know.';

/** The result of `ask`, or why there is no registry; nothing is asked where the configuration forbids it. */
export async function askRegistry<Value>(
  { config }: ToolContext,
  ask: () => Promise<Value>,
): Promise<Value | RegistryAbsence> {
  if (config.airgap) {
    return {
      registry_available: false,
      airgap: true,
      message: 'The CodeBundle registry is not asked from here.',
      hint: `RUNWHEN_AIRGAP is set. ${NO_REGISTRY}`,
    };
  }
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Unavailable || error instanceof TimedOut)) throw error;
    return unavailable(error.message);
  }
}

/** A registry that cannot be reached, or answers that it does not work. */
export function unavailable(problem: string): RegistryAbsence {
  return {
    registry_available: false,
    airgap: false,
    message: `${problem} If it can never be reached from here, set RUNWHEN_AIRGAP=true, and it is no longer asked.`,
    hint: `Check RUNWHEN_REGISTRY_URL and try again later. ${NO_REGISTRY}`,
  };
}
