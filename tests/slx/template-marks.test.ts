// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Robot Framework look like this.
import { describe, expect, it } from 'vitest';
import { checkTaskTitle, checkVariables } from '../../src/slx/template-marks.ts';
import { refusalOf } from '../script-rules/refusal.ts';

describe('§14 task titles', () => {
  it.each(['', 'Check pods', 'Cost analysis $100/month', '100 % {x}', 'a $ {b}'])('may be %j', (title) => {
    expect(() => checkTaskTitle(title)).not.toThrow();
  });

  it.each(['Analyze ${NAMESPACE} pods', '${TASK_TITLE}', '@{list}', '&{map}', '%{HOME}', '${{1}}'])(
    'must not be %j',
    (title) => {
      const { message, detail } = refusalOf(() => checkTaskTitle(title));
      expect(message).toContain('task_title');
      expect(message).toContain(title.slice(title.search(/[$@&%]\{/)).slice(0, 2));
      expect(detail).toEqual({ field: 'task_title' });
    },
  );
});

describe('runner: variables that its template engine would act on', () => {
  it.each(['$100', '$(date)', '`id`', 'a\nb', '{}', '"quoted"', 'ü'])('arrive as they are: %j', (value) => {
    expect(() => checkVariables('env_vars', { NAME: value })).not.toThrow();
  });

  it.each([
    ['curl formats', '%{http_code}', 'JSON'],
    ['a variable', 'x ${OTHER} y', 'never starts'],
    ['a list', '@{x}', 'never starts'],
    ['Python', '${{ __import__("os") }}', 'execute it as Python'],
  ])('are refused with the reason: %s', (_, value, reason) => {
    const { message, detail } = refusalOf(() => checkVariables('env_vars', { FORMAT: value }));
    expect(message).toContain('env_vars.FORMAT');
    expect(message).toContain(reason);
    expect(detail).toEqual({ field: 'env_vars', name: 'FORMAT' });
  });

  it.each(['', 'A=B', '${X}'])('are refused with the name %j', (name) => {
    expect(refusalOf(() => checkVariables('env_vars', { [name]: '1' })).code).toBe('refused');
  });
});
