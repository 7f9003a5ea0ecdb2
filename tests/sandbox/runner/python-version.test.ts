import { describe, expect, test } from 'vitest';
import { type Machine, machine } from '../../../src/sandbox/runner/machine.ts';
import { runToolBuilder } from '../../../src/sandbox/runner/tool-builder.ts';

/** Texts of the report of a script, run where Python says that it has that version. */
async function reportOf(script: string, pythonVersion: Machine['pythonVersion']): Promise<string[]> {
  const spec = {
    kind: 'task' as const,
    pathToRobot: 'codebundles/tool-builder/runbook.robot',
    config: {
      GEN_CMD: Buffer.from(script).toString('base64'),
      INTERPRETER: 'python',
      CONFIG_ENV_MAP: '{}',
      SECRET_ENV_MAP: '[]',
    },
    secretKeys: {},
    readSecret: () => undefined,
  };
  const { record } = await runToolBuilder(spec, { ...(await machine()), pythonVersion }, new Date());
  return record.report.map(({ obj }) => obj);
}

const TOO_NEW = 'def main(:\n    return []\n';
const REMARK = expect.stringContaining("this machine has Python 3.9, the platform's runner 3.14");

describe('a machine whose Python is older than the runner’s', () => {
  test('is told of in the result of a script that it does not understand', async () => {
    expect(await reportOf(TOO_NEW, [3, 9])).toContainEqual(REMARK);
  });

  test.each(['import no_such_module\n', 'import json\njson.from_the_future()\n'])(
    'is told of where something is missing: %j',
    async (line) => {
      expect(await reportOf(`${line}def main():\n    return []\n`, [3, 9])).toContainEqual(REMARK);
    },
  );

  test('is not told of where the script fails for another reason, or not at all', async () => {
    expect(await reportOf('def main():\n    return 1 / 0\n', [3, 9])).toHaveLength(2);
    expect(await reportOf('def main():\n    return []\n', [3, 9])).toHaveLength(2);
  });

  test('is not told of where it is as new', async () => {
    expect(await reportOf(TOO_NEW, [3, 14])).toHaveLength(2);
  });
});

test('the version of this machine’s Python is known', async () => {
  const [major, minor] = (await machine()).pythonVersion;
  expect([major, minor]).toEqual([3, expect.any(Number)]);
});
